package org.sparkqsnn.spark.wire;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.HeldRecords;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Records;
import org.sparkqsnn.data.shard.StoredRecords;
import org.sparkqsnn.data.shard.StoredSplit;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.TrainingData;

/**
 * {@link Assignment} as bytes: the config as its JSON; images on the heap as their blocks, once
 * where both sets share them, stored ones as their place and manifest.
 */
public final class AssignmentWire {
    private AssignmentWire() {}

    public static void write(Output out, Assignment assignment) {
        out.writeString(Json.text(ConfigTree.json(assignment.config())));
        writeData(out, assignment.data());
    }

    public static Assignment read(Input in) {
        ExperimentConfig config = ConfigReader.read(in.readString(), "broadcast config");
        return new Assignment(config, readData(in));
    }

    private static void writeData(Output out, TrainingData data) {
        writeRecords(out, data.train());
        writeView(out, data.train());
        boolean shared = data.train().records() == data.evaluation().records();
        out.writeBoolean(shared);
        if (!shared) writeRecords(out, data.evaluation());
        writeView(out, data.evaluation());
        out.writeString(data.split());
    }

    private static TrainingData readData(Input in) {
        ImageSet all = readRecords(in);
        ImageSet train = readView(in, all);
        ImageSet others = in.readBoolean() ? all : readRecords(in);
        ImageSet evaluation = readView(in, others);
        return new TrainingData(train, evaluation, in.readString());
    }

    /** Writes what a set is a view of. */
    static void writeRecords(Output out, ImageSet set) {
        Records records = set.records();
        out.writeBoolean(records instanceof StoredRecords);
        if (records instanceof StoredRecords stored) writeSplit(out, stored.split());
        else if (records instanceof HeldRecords held) writeBlocks(out, set, held);
        else throw new IllegalArgumentException("no records that can be sent: " + records);
    }

    /** A set of all records. */
    static ImageSet readRecords(Input in) {
        return in.readBoolean() ? readSplit(in).images() : readBlocks(in);
    }

    private static void writeSplit(Output out, StoredSplit split) {
        out.writeString(split.directory());
        writeBytes(out, split.json());
        out.writeBoolean(split.isTrain());
    }

    private static StoredSplit readSplit(Input in) {
        return StoredSplit.of(in.readString(), readBytes(in), in.readBoolean());
    }

    private static void writeBlocks(Output out, ImageSet set, HeldRecords held) {
        out.writeInt(set.height());
        out.writeInt(set.width());
        out.writeInt(set.classes());
        out.writeInt(held.recordsPerBlock());
        Wire.writeList(out, Arrays.asList(held.blocks()), AssignmentWire::writeBytes);
    }

    private static ImageSet readBlocks(Input in) {
        int height = in.readInt();
        int width = in.readInt();
        int classes = in.readInt();
        int recordsPerBlock = in.readInt();
        byte[][] blocks = Wire.readList(in, AssignmentWire::readBytes).toArray(byte[][]::new);
        return ImageSet.of(height, width, classes, recordsPerBlock, blocks);
    }

    static void writeView(Output out, ImageSet set) {
        int[] selected = set.selected();
        out.writeInt(selected.length);
        out.writeInts(selected);
        if (selected.length > 0) return;
        out.writeInt(set.offset());
        out.writeInt(set.offset() + set.size());
    }

    static ImageSet readView(Input in, ImageSet all) {
        int[] selected = in.readInts(in.readInt());
        return selected.length > 0 ? all.select(selected) : all.slice(in.readInt(), in.readInt());
    }

    private static void writeBytes(Output out, byte[] bytes) {
        out.writeInt(bytes.length);
        out.writeBytes(bytes);
    }

    private static byte[] readBytes(Input in) {
        return in.readBytes(in.readInt());
    }
}
