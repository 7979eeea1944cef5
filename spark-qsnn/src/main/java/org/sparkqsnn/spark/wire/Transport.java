package org.sparkqsnn.spark.wire;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * How the driver's value reaches a job's tasks and their results come back. Executors in other JVMs
 * get a broadcast and send bytes. In local mode both sides share a JVM: references are passed, and
 * through Spark go their numbers; copying 19 MB of parameters and moments out and back costs 95 ms
 * a round. Either way nobody may change what was passed. Made on the driver, which closes it; a
 * task that starts later fails, and nobody waits for it.
 *
 * @param <I> what tasks take
 * @param <O> what a task brings back
 */
public sealed interface Transport<I, O> extends Serializable, AutoCloseable {

    static <I, O> Transport<I, O> open(JavaSparkContext spark, I input) {
        return spark.isLocal() ? Shared.open(input) : new Shipped<>(spark.broadcast(input));
    }

    /** What the driver passed; called in a task. */
    I take();

    /** Passes a result; called in a task, which returns the answer to Spark. */
    Object give(O output);

    /** The result for which {@link #give} answered {@code receipt}; called on the driver. */
    O receive(Object receipt);

    /** Frees what was passed; called on the driver. */
    @Override
    void close();

    /**
     * Frees what was passed, and waits a while for the executors to have done so: Spark prints the
     * stack traces of requests that are not answered when the context stops. Called on the driver.
     */
    default void closeForGood() {
        close();
    }

    /** Through Spark, by value. */
    record Shipped<I, O>(Broadcast<I> input) implements Transport<I, O> {
        private static final Duration PATIENCE = Duration.ofSeconds(2);

        @Override
        public I take() {
            return input.value();
        }

        @Override
        public Object give(O output) {
            return output;
        }

        @Override
        @SuppressWarnings("unchecked") // what give returned
        public O receive(Object receipt) {
            return (O) receipt;
        }

        @Override
        public void close() {
            // A stopped context has freed it, and there is nobody left to ask.
            if (SparkEnv.get() != null) input.destroy();
        }

        @Override
        public void closeForGood() {
            if (SparkEnv.get() != null) Patience.with(() -> input.destroy(true), PATIENCE);
        }
    }

    /**
     * Within one JVM, by reference. A repeated task leaves a result of its own beside that of the
     * first attempt; what nobody receives is freed with the rest.
     */
    record Shared<I, O>(long id) implements Transport<I, O> {
        private static final AtomicLong NEXT = new AtomicLong();
        private static final Map<Long, Desk> DESKS = new ConcurrentHashMap<>();

        private record Desk(Object input, Map<Long, Object> outputs) {}

        static <I, O> Shared<I, O> open(I input) {
            Shared<I, O> shared = new Shared<>(NEXT.getAndIncrement());
            DESKS.put(shared.id, new Desk(input, new ConcurrentHashMap<>()));
            return shared;
        }

        @Override
        @SuppressWarnings("unchecked") // open put it there
        public I take() {
            return (I) desk().input;
        }

        @Override
        public Object give(O output) {
            long receipt = NEXT.getAndIncrement();
            desk().outputs.put(receipt, output);
            return receipt;
        }

        @Override
        @SuppressWarnings("unchecked") // give put it there
        public O receive(Object receipt) {
            return (O) desk().outputs.remove(receipt);
        }

        @Override
        public void close() {
            DESKS.remove(id);
        }

        private Desk desk() {
            Desk desk = DESKS.get(id);
            if (desk == null) throw new IllegalStateException("the job of this task has ended");
            return desk;
        }

        /** Transports that are open in this JVM. */
        public static int count() {
            return DESKS.size();
        }
    }
}
