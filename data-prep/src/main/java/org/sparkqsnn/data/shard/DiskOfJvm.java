package org.sparkqsnn.data.shard;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.sparkqsnn.data.cache.FileCache;
import org.sparkqsnn.data.schema.BadInput;

/**
 * What this JVM reads stored datasets with: one cache for all of them, on the disks that Spark
 * gives the executor and empties after it, and Spark's settings of Hadoop. Without a Spark session
 * it is a temporary directory, deleted when the JVM ends.
 *
 * @param env the session it belongs to; null without one
 */
record DiskOfJvm(SparkEnv env, FileCache cache, Configuration hadoop) {
    /** Bytes of the cache; a size as Spark writes it. */
    static final String SIZE = "spark.qsnn.cache.size";

    /**
     * The part of the free space that the cache may take where nobody says: a machine may run some
     * executors, and their shuffles and broadcasts need disks, too.
     */
    private static final int PART_OF_FREE = 4;

    private static volatile DiskOfJvm current;

    static DiskOfJvm here() {
        DiskOfJvm now = current;
        return now != null && now.env == SparkEnv.get() ? now : open();
    }

    private static synchronized DiskOfJvm open() {
        SparkEnv env = SparkEnv.get();
        if (current == null || current.env != env) current = env == null ? alone() : of(env);
        return current;
    }

    private static DiskOfJvm of(SparkEnv env) {
        File[] disks = env.blockManager().diskBlockManager().localDirs();
        List<Path> directories =
                Arrays.stream(disks).map(disk -> disk.toPath().resolve("qsnn-blocks")).toList();
        Configuration hadoop = SparkHadoopUtil.get().newConfiguration(env.conf());
        return new DiskOfJvm(
                env, new FileCache(directories, limit(env.conf(), directories)), hadoop);
    }

    private static DiskOfJvm alone() {
        try {
            Path directory = Files.createTempDirectory("spark-qsnn-blocks");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            List<Path> directories = List.of(directory);
            long limit = limit(new SparkConf(), directories);
            return new DiskOfJvm(null, new FileCache(directories, limit), new Configuration());
        } catch (IOException e) {
            String temporary = System.getProperty("java.io.tmpdir");
            throw BadInput.cannot("write to", temporary, e, "set -Djava.io.tmpdir");
        }
    }

    private static long limit(SparkConf conf, List<Path> directories) {
        if (conf.contains(SIZE)) {
            try {
                return conf.getSizeAsBytes(SIZE);
            } catch (NumberFormatException e) {
                throw new BadInput(SIZE + " is " + conf.get(SIZE) + "; give a size such as 20g", e);
            }
        }
        Set<FileStore> stores = new HashSet<>();
        for (Path directory : directories) stores.add(store(directory.getParent()));
        return stores.stream().mapToLong(DiskOfJvm::free).sum() / PART_OF_FREE;
    }

    private static FileStore store(Path directory) {
        try {
            return Files.getFileStore(directory);
        } catch (IOException e) {
            throw BadInput.cannot("use", directory, e, "check spark.local.dir");
        }
    }

    private static long free(FileStore store) {
        try {
            return store.getUsableSpace();
        } catch (IOException e) {
            throw BadInput.cannot("use", store, e, "check spark.local.dir");
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // What is left is the system's to clean, as all temporary files.
        }
    }
}
