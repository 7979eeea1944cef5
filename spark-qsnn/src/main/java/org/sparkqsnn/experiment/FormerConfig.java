package org.sparkqsnn.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;

/**
 * A config as builds wrote it whose format was of version 1 or 2: with the keys of then and no
 * others. Sweeps of then name their trials by its hash.
 *
 * <p>Only experiments of that time are asked for, which are said whole by these keys. Whoever
 * renames one keeps the old name here.
 */
final class FormerConfig {
    /** Those that decide the result, in the order of then, which is that of the first version. */
    private static final List<String> FIRST =
            List.of(
                    "seed",
                    "data.path",
                    "data.holdout",
                    "model.kind",
                    "model.hidden",
                    "model.init",
                    "neuron.leak",
                    "neuron.reset",
                    "neuron.threshold",
                    "neuron.t1",
                    "neuron.tauScale",
                    "neuron.angle",
                    "neuron.surrogate",
                    "neuron.surrogateSlope",
                    "encoder.kind",
                    "encoder.steps",
                    "training.epochs",
                    "training.batchSize",
                    "training.bptt",
                    "training.loss",
                    "training.lossScale",
                    "training.gradient",
                    "training.microBatch",
                    "optimiser.kind",
                    "optimiser.learningRate",
                    "optimiser.beta1",
                    "optimiser.beta2",
                    "optimiser.epsilon",
                    "optimiser.weightDecay",
                    "optimiser.clipNorm",
                    "optimiser.warmUpSteps",
                    "optimiser.schedule",
                    "optimiser.finalFraction",
                    "optimiser.decayEpochs",
                    "optimiser.decayFactor",
                    "averaging.workers",
                    "averaging.localSteps",
                    "averaging.outer",
                    "averaging.outerLearningRate",
                    "averaging.outerMomentum",
                    "averaging.optimiserState");

    private static final List<String> SECOND =
            List.of("data.split", "model.readoutInit", "model.readoutBias");

    private FormerConfig() {}

    /**
     * The JSON of then.
     *
     * @param version 1 or 2
     */
    static ObjectNode json(ExperimentConfig config, int version) {
        List<String> keys = new ArrayList<>(FIRST);
        if (version > 1) keys.addAll(SECOND);
        JsonNode today = ConfigTree.json(config);
        ObjectNode then = Json.object();
        for (String key : keys) {
            int dot = key.indexOf('.');
            ObjectNode section = dot < 0 ? then : then.withObject("/" + key.substring(0, dot));
            section.set(key.substring(dot + 1), today.at("/" + key.replace('.', '/')));
        }
        return then;
    }
}
