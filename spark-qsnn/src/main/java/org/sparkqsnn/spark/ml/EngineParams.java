package org.sparkqsnn.spark.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.TrackingConfig;
import org.sparkqsnn.experiment.TrainingConfig;
import org.sparkqsnn.model.EncoderConfig;
import org.sparkqsnn.neuron.qlif.Qlif;

/**
 * The experiment as Params: those that users set most by their own names, and {@code config} for
 * every other key of {@code conf/reference.conf}. A Param that is set wins over {@code config}.
 */
public interface EngineParams extends Params {
    /** Name of a Param to the key it stands for. */
    Map<String, String> KEYS =
            Map.ofEntries(
                    Map.entry("hidden", "model.hidden"),
                    Map.entry("encoder", "encoder.kind"),
                    Map.entry("steps", "encoder.steps"),
                    Map.entry("neuronLeak", "neuron.leak"),
                    Map.entry("neuronReset", "neuron.reset"),
                    Map.entry("neuronThreshold", "neuron.threshold"),
                    Map.entry("neuronT1", "neuron.t1"),
                    Map.entry("epochs", "training.epochs"),
                    Map.entry("batchSize", "training.batchSize"),
                    Map.entry("loss", "training.loss"),
                    Map.entry("learningRate", "optimiser.learningRate"),
                    Map.entry("workers", "averaging.workers"),
                    Map.entry("localSteps", "averaging.localSteps"),
                    Map.entry("seed", "seed"));

    default IntArrayParam hidden() {
        return new IntArrayParam(
                this, "hidden", "neurons of each hidden layer, first to last, each >= 1");
    }

    default Param<String> encoder() {
        return choice("encoder", "sample to input over time", EncoderConfig.Kind.values());
    }

    default IntParam steps() {
        return new IntParam(
                this,
                "steps",
                "time steps a sample is shown for, in [1, 1024]",
                ParamValidators.inRange(1, 1024));
    }

    default Param<String> neuronLeak() {
        return choice(
                "neuronLeak", "step of a QLIF neuron without input spike", Qlif.Leak.values());
    }

    default Param<String> neuronReset() {
        return choice("neuronReset", "state of a QLIF neuron after a spike", Qlif.Reset.values());
    }

    default DoubleParam neuronThreshold() {
        return new DoubleParam(
                this,
                "neuronThreshold",
                "excited population above which a QLIF neuron fires, in (0, 1)",
                ParamValidators.inRange(0, 1, false, false));
    }

    default DoubleParam neuronT1() {
        return positive("neuronT1", "relaxation time of a QLIF neuron in microseconds, > 0");
    }

    default IntParam epochs() {
        return count("epochs", "passes over the rows, >= 1");
    }

    default IntParam batchSize() {
        return count("batchSize", "rows of one local step of one worker, >= 1");
    }

    default Param<String> loss() {
        return choice("loss", "scores of the cross-entropy", TrainingConfig.Loss.values());
    }

    default DoubleParam learningRate() {
        return positive("learningRate", "peak learning rate of a local step, > 0");
    }

    default IntParam workers() {
        return count(
                "workers",
                "virtual workers, >= 1; part of the experiment like batchSize, executors are not");
    }

    default IntParam localSteps() {
        return count("localSteps", "local steps of each worker in a round, >= 1");
    }

    default LongParam seed() {
        return new LongParam(this, "seed", "key of everything random: weights, order, spikes");
    }

    default StringArrayParam config() {
        return new StringArrayParam(
                this,
                "config",
                "any key of conf/reference.conf as key=value, such as optimiser.kind=sgd; a later"
                        + " one wins, and a Param that is set wins over all");
    }

    /** The experiment these Params describe; a value it refuses costs one line. */
    default ExperimentConfig experiment() {
        List<String> settings = new ArrayList<>(Arrays.asList(getOrDefault(config())));
        KEYS.forEach(
                (name, key) -> {
                    Param<Object> param = getParam(name);
                    if (isSet(param)) settings.add(key + "=" + text(getOrDefault(param)));
                });
        ExperimentConfig experiment = ConfigReader.read(Optional.empty(), settings);
        if (!experiment.data().path().isEmpty() || !experiment.run().dir().isEmpty()) {
            throw new BadInput(
                    "data.path and run.dir are for the command line: fit takes its data from the"
                            + " DataFrame and leaves no run directory; remove them from config");
        }
        if (!experiment.tracking().equals(TrackingConfig.DEFAULT))
            throw new BadInput("tracking is for the command line; remove it from config");
        if (isSet(loss()) && experiment.readout().isPresent()) {
            throw new BadInput(
                    "loss has no effect beside a readout, which the config or its model.kind sets;"
                            + " remove the Param, and set readout and loss in config");
        }
        return experiment;
    }

    default void setEngineDefaults() {
        Map<String, Object> leaves =
                new LinkedHashMap<>(ConfigTree.leaves(ExperimentConfig.DEFAULT));
        KEYS.forEach((name, key) -> setDefault(getParam(name), value(leaves.get(key))));
        setDefault(config(), new String[0]);
    }

    private IntParam count(String name, String doc) {
        return new IntParam(this, name, doc, ParamValidators.gtEq(1));
    }

    private DoubleParam positive(String name, String doc) {
        return new DoubleParam(this, name, doc, ParamValidators.gt(0));
    }

    private Param<String> choice(String name, String doc, Enum<?>[] constants) {
        List<String> names = Arrays.stream(constants).map(ConfigTree::text).toList();
        return new Param<>(
                this, name, doc + ": " + String.join(", ", names), ParamValidators.inArray(names));
    }

    private static Object value(Object leaf) {
        if (leaf instanceof Enum<?>) return ConfigTree.text(leaf);
        if (leaf instanceof List<?> widths)
            return widths.stream().mapToInt(width -> (Integer) width).toArray();
        return leaf;
    }

    private static String text(Object value) {
        return value instanceof int[] widths ? Arrays.toString(widths) : value.toString();
    }
}
