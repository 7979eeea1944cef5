package org.sparkqsnn.data.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program, if it is installed. */
final class Command {
    private static final int MINUTES = 10;

    private Command() {}

    /**
     * Runs a program to its end.
     *
     * @param folder it runs there; its output goes to {@code command.log} there
     * @throws IOException if it is not installed, fails or takes more than {@value #MINUTES}
     *     minutes; the message is one line
     */
    static void run(Path folder, String... words) throws IOException {
        Path log = folder.resolve("command.log");
        Process process = start(folder, log, words);
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(words[0] + " took more than " + MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(words[0] + " was interrupted");
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    words[0] + " exited with " + process.exitValue() + ": " + lastLine(log));
        }
    }

    private static Process start(Path folder, Path log, String... words) throws IOException {
        try {
            return new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(words[0] + " is not installed", e);
        }
    }

    /**
     * Programs say why they failed in their last lines, some of them in bytes that are no UTF-8.
     */
    private static String lastLine(Path log) throws IOException {
        String output = new String(Files.readAllBytes(log), Charset.defaultCharset());
        List<String> lines =
                output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1);
    }
}
