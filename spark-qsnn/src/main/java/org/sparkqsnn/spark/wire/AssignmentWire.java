package org.sparkqsnn.spark.wire;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.TrainingData;

/**
 * {@link Assignment} as bytes: the config as its JSON, the images as their blocks, once where both
 * sets share them.
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
        writeBlocks(out, data.train());
        writeView(out, data.train());
        boolean shared = Arrays.equals(data.train().blocks(), data.evaluation().blocks());
        out.writeBoolean(shared);
        if (!shared) writeBlocks(out, data.evaluation());
        writeView(out, data.evaluation());
        out.writeString(data.split());
    }

    private static TrainingData readData(Input in) {
        ImageSet blocks = readBlocks(in);
        ImageSet train = readView(in, blocks);
        ImageSet others = in.readBoolean() ? blocks : readBlocks(in);
        ImageSet evaluation = readView(in, others);
        return new TrainingData(train, evaluation, in.readString());
    }

    static void writeBlocks(Output out, ImageSet set) {
        out.writeInt(set.height());
        out.writeInt(set.width());
        out.writeInt(set.classes());
        out.writeInt(set.recordsPerBlock());
        Wire.writeList(out, Arrays.asList(set.blocks()), AssignmentWire::writeBytes);
    }

    static ImageSet readBlocks(Input in) {
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

    static ImageSet readView(Input in, ImageSet blocks) {
        int[] selected = in.readInts(in.readInt());
        return selected.length > 0
                ? blocks.select(selected)
                : blocks.slice(in.readInt(), in.readInt());
    }

    private static void writeBytes(Output out, byte[] bytes) {
        out.writeInt(bytes.length);
        out.writeBytes(bytes);
    }

    private static byte[] readBytes(Input in) {
        return in.readBytes(in.readInt());
    }
}
