package org.sparkqsnn.spark.wire;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.List;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.RoundStart;
import org.sparkqsnn.training.round.TimedSum;
import org.sparkqsnn.training.round.WorkerBlock;
import org.sparkqsnn.training.round.WorkerSum;

/** What goes out and comes back in one round or one evaluation, as bytes. */
public final class RoundWire {
    private RoundWire() {}

    public static void writeStart(Output out, RoundStart start) {
        out.writeInt(start.round());
        Wire.writeFloats(out, start.parameters());
        Wire.writeFloats(out, start.moments());
    }

    public static RoundStart readStart(Input in) {
        return new RoundStart(in.readInt(), Wire.readFloats(in), Wire.readFloats(in));
    }

    public static void writeOwn(Output out, float[][] moments) {
        Wire.writeList(out, Arrays.asList(moments), Wire::writeFloats);
    }

    public static float[][] readOwn(Input in) {
        return Wire.readList(in, Wire::readFloats).toArray(float[][]::new);
    }

    public static void writeNetwork(Output out, TrainedNetwork network) {
        out.writeString(Json.text(ConfigTree.json(network.config())));
        out.writeInt(network.features());
        out.writeInt(network.classes());
        Wire.writeFloats(out, network.parameters());
    }

    public static TrainedNetwork readNetwork(Input in) {
        ExperimentConfig config = ConfigReader.read(in.readString(), "broadcast config");
        return new TrainedNetwork(config, in.readInt(), in.readInt(), Wire.readFloats(in));
    }

    public static void writeBlock(Output out, WorkerBlock block) {
        out.writeInt(block.first());
        out.writeInt(block.count());
    }

    public static WorkerBlock readBlock(Input in) {
        return new WorkerBlock(in.readInt(), in.readInt());
    }

    public static void writeTimed(Output out, TimedSum timed) {
        WorkerSum sum = timed.sum();
        writeBlock(out, new WorkerBlock(sum.first(), sum.leaves()));
        out.writeLong(sum.examples());
        Wire.writeFloats(out, sum.delta());
        Wire.writeFloats(out, sum.moments());
        Wire.writeList(out, sum.ownMoments(), Wire::writeFloats);
        writeCounts(out, sum.counts());
        out.writeString(sum.fault());
        out.writeDouble(timed.fetch());
        out.writeDouble(timed.compute());
        out.writeString(timed.machine());
    }

    public static TimedSum readTimed(Input in) {
        WorkerBlock block = readBlock(in);
        long examples = in.readLong();
        float[] delta = Wire.readFloats(in);
        float[] moments = Wire.readFloats(in);
        List<float[]> own = Wire.readList(in, Wire::readFloats);
        Counts counts = readCounts(in);
        WorkerSum sum =
                new WorkerSum(
                        block.first(),
                        block.count(),
                        examples,
                        delta,
                        moments,
                        own,
                        counts,
                        in.readString());
        return new TimedSum(sum, in.readDouble(), in.readDouble(), in.readString());
    }

    public static void writeChunk(Output out, EvaluationChunk chunk) {
        out.writeInt(chunk.from());
        out.writeInt(chunk.to());
    }

    public static EvaluationChunk readChunk(Input in) {
        return new EvaluationChunk(in.readInt(), in.readInt());
    }

    public static void writeEvaluation(Output out, Evaluation evaluation) {
        writeCounts(out, evaluation.counts());
        Wire.writeList(out, Arrays.asList(evaluation.confusion()), Wire::writeLongs);
        Wire.writeLongs(out, evaluation.readoutSpikes());
    }

    public static Evaluation readEvaluation(Input in) {
        Counts counts = readCounts(in);
        long[][] confusion = Wire.readList(in, Wire::readLongs).toArray(long[][]::new);
        return new Evaluation(counts, confusion, Wire.readLongs(in));
    }

    private static void writeCounts(Output out, Counts counts) {
        out.writeLong(counts.samples());
        out.writeLong(counts.correct());
        out.writeLong(counts.ties());
        out.writeDouble(counts.lossSum());
        out.writeDouble(counts.penaltySum());
        Wire.writeLongs(out, counts.activity().neurons());
        Wire.writeLongs(out, counts.activity().spikes());
        Wire.writeLongs(out, counts.activity().silent());
        Wire.writeLongs(out, counts.activity().saturated());
    }

    private static Counts readCounts(Input in) {
        return new Counts(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                readActivity(in));
    }

    private static Activity readActivity(Input in) {
        return new Activity(
                Wire.readLongs(in), Wire.readLongs(in), Wire.readLongs(in), Wire.readLongs(in));
    }
}
