package org.sparkqsnn.spark.ml;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.ExactJson;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.ConfigHash;
import org.sparkqsnn.training.WeightsFile;
import org.sparkqsnn.training.round.ModelState;

/**
 * A network beside Spark's metadata: {@code weights.bin} ({@link WeightsFile}) and {@code
 * config.json}, which anything can read without Spark.
 */
record NetworkFiles(Path folder, Configuration hadoop) {
    private static final String WEIGHTS = "weights.bin";
    private static final String CONFIG = "config.json";

    /**
     * {@code config.json}.
     *
     * @param features bytes of a sample, see {@link TrainedNetwork}
     * @param classes labels are in [0, classes)
     * @param version of the format, {@value #VERSION}
     * @param configSha256 see {@link ConfigHash}, by the rule of the version
     * @param paramsSha256 see {@link WeightsFile#sha256}
     * @param config every key with its value
     */
    record ConfigFile(
            int version,
            int features,
            int classes,
            String configSha256,
            String paramsSha256,
            JsonNode config) {
        static final int VERSION = ConfigHash.VERSION;

        ConfigFile {
            if (version < 1 || version > VERSION)
                throw new BadInput("version " + version + ", this build reads 1 to " + VERSION);
            if (features < 1 || classes < 1)
                throw new BadInput(features + " features and " + classes + " classes cannot be");
        }
    }

    void write(TrainedNetwork network) throws IOException {
        ConfigFile config =
                new ConfigFile(
                        ConfigFile.VERSION,
                        network.features(),
                        network.classes(),
                        ExperimentRun.sha256(network.config()),
                        WeightsFile.sha256(network.parameters()),
                        ConfigTree.json(network.config()));
        FileSystem files = folder.getFileSystem(hadoop);
        ModelState state = new ModelState(0, network.parameters(), new float[0], List.of());
        try (OutputStream out = files.create(new Path(folder, WEIGHTS), false)) {
            WeightsFile.write(state, out);
        }
        try (OutputStream out = files.create(new Path(folder, CONFIG), false)) {
            out.write(Json.pretty(config));
        }
    }

    /** Reads what {@link #write} wrote; anything else is refused. */
    TrainedNetwork read() {
        Path path = new Path(folder, CONFIG);
        try {
            FileSystem files = folder.getFileSystem(hadoop);
            ConfigFile file;
            try (InputStream in = files.open(path)) {
                byte[] json = in.readAllBytes();
                file = Json.read(json, ConfigFile.class, path.toString());
                ExactJson config = ExactJson.read(json).at("config");
                requireSame(CONFIG, file.configSha256, ConfigHash.of(config, file.version));
            }
            path = new Path(folder, WEIGHTS);
            try (InputStream in = files.open(path)) {
                float[] parameters = WeightsFile.read(in, 0, path.toString()).parameters();
                return network(file, parameters);
            }
        } catch (IOException e) {
            throw BadInput.cannot("read", path, e, "save the model again");
        }
    }

    private TrainedNetwork network(ConfigFile file, float[] parameters) {
        String text = Json.text(file.config);
        ExperimentConfig config = ConfigReader.read(text, folder + "/" + CONFIG);
        requireSame(WEIGHTS, file.paramsSha256, WeightsFile.sha256(parameters));
        return new TrainedNetwork(config, file.features, file.classes, parameters);
    }

    private void requireSame(String name, String expected, String got) {
        if (!expected.equals(got)) {
            throw new BadInput(
                    folder
                            + "/"
                            + name
                            + ": does not have the sha256 in "
                            + CONFIG
                            + "; restore both files, or save the model again");
        }
    }
}
