package org.sparkqsnn.data.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code prepare} into a folder of its own, with one session for all tests of a class. */
abstract class PrepareStreamed {
    static SparkSession spark;

    @TempDir Path temp;
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        spark =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.sql.shuffle.partitions", 2)
                        .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    int prepare(String... args) {
        CommandLine command = new CommandLine(new PrepareCommand());
        command.setExecutionExceptionHandler(new OneLineErrors());
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--out", temp.resolve("out").toString()));
        return command.execute(all.toArray(String[]::new));
    }

    String prepared(String... args) {
        assertEquals(0, prepare(args), err::toString);
        return out.toString().replace(temp.toString(), "TEMP");
    }

    void refused(String expected, String... args) {
        assertEquals(2, prepare(args));
        assertEquals(expected, err.toString().replace(temp.toString(), "TEMP").strip());
        assertEquals("", out.toString());
    }
}
