package org.sparkqsnn.doctor;

import java.util.List;
import org.sparkqsnn.spark.KryoTypes;
import org.sparkqsnn.spark.Settings;

/**
 * Settings of what crosses the wire. In local mode nothing does: state and results are passed as
 * references (docs/adr/0008), so what would fail on a cluster is advice there.
 */
public record WireChecks(Settings settings, RoundSizes sizes) {
    private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";

    /** From here on Spark refuses to start: a Kryo buffer is one array. */
    private static final long LARGEST_BUFFER = 2048L << 20;

    /** Serialised, a result has a few bytes beside its floats. */
    private static final double SERIALISED = 1.05;

    public List<Finding> all() {
        return List.of(
                serializer(),
                registrator(),
                registration(),
                buffer(),
                resultSize(),
                compression(),
                blockSize());
    }

    /** Our records are written by {@link KryoTypes}, floats in blocks; other serializers work. */
    Finding serializer() {
        String value = settings.text("spark.serializer", "");
        if (value.equals(KRYO)) return Finding.ok("spark.serializer", "Kryo", "as training needs");
        return Finding.advice(
                "spark.serializer",
                value,
                "works, but the records of a round have Kryo writers of their own, and all our"
                        + " measurements are with those",
                "leave spark.serializer unset");
    }

    Finding registrator() {
        String value = settings.text("spark.kryo.registrator", "");
        String ours = KryoTypes.class.getName();
        if (List.of(value.split("\\s*,\\s*")).contains(ours))
            return Finding.ok("spark.kryo.registrator", "ours", "writes the records of a round");
        return onCluster(
                "spark.kryo.registrator",
                value,
                "Kryo 4 cannot write records by itself, and our writers are not registered",
                "add " + ours + " to spark.kryo.registrator");
    }

    Finding registration() {
        String key = "spark.kryo.registrationRequired";
        if (settings.flag(key, false))
            return Finding.ok(key, "true", "a type that nobody registered is refused by name");
        return Finding.advice(
                key,
                "false",
                "a type that nobody registered would be sent in Kryo's slow general form, unnoticed",
                "leave " + key + " unset");
    }

    /**
     * Broadcasts and, since Spark 3.4 (SPARK-40622), results are written to streams of chunks: a
     * round with results of 19 MB passes with a buffer of 1 MiB (DoctorIT). So only a value that
     * Spark itself refuses is a problem.
     */
    Finding buffer() {
        String key = "spark.kryoserializer.buffer.max";
        long bytes = settings.mebibytes(key, "64m");
        if (bytes >= LARGEST_BUFFER) {
            return Finding.problem(
                    key,
                    Sizes.text(bytes),
                    "Spark does not start from 2048 MiB on",
                    key + "=2047m");
        }
        if (settings.mebibytes("spark.kryoserializer.buffer", "64k") > bytes) {
            return Finding.problem(
                    key,
                    Sizes.text(bytes),
                    "is less than spark.kryoserializer.buffer, and Kryo refuses that",
                    key + "=2047m");
        }
        return Finding.ok(
                key,
                Sizes.text(bytes),
                "results of "
                        + Sizes.text(sizes.result(1))
                        + " and more are streams and need not fit");
    }

    /**
     * All results of a round together. A round that starts before an executor is registered has a
     * task for each worker, so their number counts and not that of the slots.
     */
    Finding resultSize() {
        String key = "spark.driver.maxResultSize";
        long limit = settings.bytes(key, "1g");
        double need = SERIALISED * sizes.results(sizes.workers());
        String round =
                "a round of "
                        + sizes.workers()
                        + " workers brings the driver up to "
                        + Sizes.text((long) need);
        if (limit == 0) return Finding.ok(key, "no limit", round);
        if (limit >= need) return Finding.ok(key, Sizes.text(limit), round);
        return onCluster(
                key,
                Sizes.text(limit),
                round + ", and Spark ends a job above the limit",
                key + "=" + Sizes.setting(1.5 * need));
    }

    /** Floats of a trained network have no redundancy that LZ4 finds. */
    Finding compression() {
        String key = "spark.broadcast.compress";
        if (!settings.flag(key, true)) return Finding.ok(key, "false", "floats do not compress");
        return Finding.advice(
                key,
                "true",
                "floats do not compress: every round would spend time on "
                        + Sizes.text(sizes.start())
                        + " for nothing",
                key + "=false");
    }

    /**
     * Executors fetch blocks from each other; with two blocks, from two at most. G1's regions are 1
     * to 32 MiB, and a large array has whole ones to itself, header included.
     */
    Finding blockSize() {
        String key = "spark.broadcast.blockSize";
        long block = settings.kibibytes(key, "4m");
        long blocks = (sizes.start() + block - 1) / Math.max(1, block);
        String state = "a state of " + Sizes.text(sizes.start()) + " goes out in " + blocks;
        if (block <= 0)
            return Finding.problem(key, Sizes.text(block), "must be above 0", key + "=1020k");
        if (block % (1 << 20) == 0) {
            return Finding.advice(
                    key,
                    Sizes.text(block),
                    state
                            + " blocks, and with its header a block of whole MiB takes one more"
                            + " region of G1's: a dataset's bytes need up to twice their size on"
                            + " each heap",
                    key + "=1020k");
        }
        if (block <= 1 << 20 || blocks >= 16)
            return Finding.ok(key, Sizes.text(block), state + " blocks");
        return Finding.advice(
                key,
                Sizes.text(block),
                state + " blocks only, and executors share the sending block by block",
                key + "=1020k");
    }

    private Finding onCluster(String key, String value, String why, String suggestion) {
        if (!settings.isLocal()) return Finding.problem(key, value, why, suggestion);
        String here = "on a cluster, not in local mode: " + why;
        return Finding.advice(key, value, here, suggestion);
    }
}
