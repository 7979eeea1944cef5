package org.sparkqsnn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** An S3 server on this machine, S3Proxy with a local disk behind it, in a process of its own. */
final class S3 implements AutoCloseable {
    private static final String BUCKET = "qsnn";
    private static final String USER = "test";
    private static final String SECRET = "not so secret";
    private static final Path CLASS_PATH =
            Scratch.ROOT.resolve("cluster-tests/s3-server/target/s3-server.classpath");

    /** S3A and what it uses of AWS: the argument of spark-submit's jars option. */
    private static final Path JARS = Scratch.ROOT.resolve("cluster-tests/target/s3a");

    private final Process process;
    private final int port;

    private S3(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static S3 start(Path folder) {
        int port = LocalCluster.freePort();
        Path objects = Scratch.make(folder.resolve("objects"));
        Path unused = Scratch.make(objects.resolve(BUCKET));
        String settings =
                String.join(
                        "\n",
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + USER,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + objects);
        Path properties = Launcher.writePrivate(folder.resolve("s3.properties"), settings);
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx256m",
                        "-XX:-UsePerfData",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        Scratch.read(CLASS_PATH).strip(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString());
        try {
            Path log = folder.resolve("s3.log");
            Process process =
                    Launcher.process(command, Map.of())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            S3 s3 = new S3(process, port);
            Processes.closeAtExit(s3);
            Await.until(() -> "the S3 server: " + Scratch.read(log), s3::answers);
            return s3;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code s3a://BUCKET} with a path. */
    static String uri(String path) {
        return "s3a://" + BUCKET + path;
    }

    /** For clients in this JVM. */
    Configuration conf() {
        Configuration conf = new Configuration();
        settings().forEach(conf::set);
        return conf;
    }

    /** The launcher with S3A and the way to this server. */
    Launcher on(Launcher launcher) {
        String jars =
                Scratch.list(JARS).stream().map(Path::toString).collect(Collectors.joining(","));
        Launcher all = launcher.withOption("--jars", jars);
        for (Map.Entry<String, String> setting : settings().entrySet())
            all = all.with("spark.hadoop." + setting.getKey(), setting.getValue());
        return all;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fs.s3a.endpoint", "http://127.0.0.1:" + port);
        settings.put("fs.s3a.endpoint.region", "us-east-1");
        settings.put("fs.s3a.path.style.access", "true");
        settings.put("fs.s3a.access.key", USER);
        settings.put("fs.s3a.secret.key", SECRET);
        return settings;
    }

    private boolean answers() {
        if (!process.isAlive()) throw new AssertionError("the S3 server has ended");
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Processes.closed(this);
        process.destroyForcibly();
    }
}
