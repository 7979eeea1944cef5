package org.sparkqsnn.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.spark.serializer.KryoRegistrator;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.spark.wire.Assignment;
import org.sparkqsnn.spark.wire.AssignmentWire;
import org.sparkqsnn.spark.wire.RoundWire;
import org.sparkqsnn.spark.wire.TrialData;
import org.sparkqsnn.spark.wire.TrialWire;
import org.sparkqsnn.spark.wire.Wire;
import org.sparkqsnn.training.round.RoundStart;
import org.sparkqsnn.training.round.TimedSum;
import org.sparkqsnn.training.round.WorkerBlock;

/**
 * All of our types that cross the wire. Kryo 4 cannot write records by itself, so each has its
 * writer and reader.
 */
public final class KryoTypes implements KryoRegistrator {

    @Override
    public void registerClasses(Kryo kryo) {
        add(kryo, Assignment.class, AssignmentWire::write, AssignmentWire::read);
        add(kryo, RoundStart.class, RoundWire::writeStart, RoundWire::readStart);
        add(kryo, float[][].class, RoundWire::writeOwn, RoundWire::readOwn);
        add(kryo, WorkerBlock.class, RoundWire::writeBlock, RoundWire::readBlock);
        add(kryo, TimedSum.class, RoundWire::writeTimed, RoundWire::readTimed);
        add(kryo, EvaluationChunk.class, RoundWire::writeChunk, RoundWire::readChunk);
        add(kryo, Evaluation.class, RoundWire::writeEvaluation, RoundWire::readEvaluation);
        add(kryo, TrainedNetwork.class, RoundWire::writeNetwork, RoundWire::readNetwork);
        add(kryo, JvmFacts.class, JvmFactsWire::write, JvmFactsWire::read);
        add(kryo, TrialData.class, TrialWire::writeData, TrialWire::readData);
        add(kryo, float[].class, Wire::writeFloats, Wire::readFloats);
        addVectorType(kryo);
    }

    /** Spark registers its own types, but not this one, which rows of Spark ML carry. */
    private static void addVectorType(Kryo kryo) {
        try {
            Class<?> type = Class.forName("org.apache.spark.ml.linalg.VectorUDT");
            Object only = type.getConstructor().newInstance(); // all are equal
            kryo.register(type, new Wire<>((out, same) -> {}, in -> only));
        } catch (ReflectiveOperationException e) {
            // No Spark ML on this class path, the executors' neither: nobody sends it.
        }
    }

    private static <T> void add(
            Kryo kryo, Class<T> type, BiConsumer<Output, T> writer, Function<Input, T> reader) {
        kryo.register(type, new Wire<>(writer, reader));
    }
}
