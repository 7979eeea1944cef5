package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.math.DenseProduct;
import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.OuterStep;
import org.sparkqsnn.training.round.Workers;

/**
 * JVMs that are told to use shorter vectors, or none, train to the same bits: with clipping, hidden
 * layers that fill no panel of any width, and both kinds of input layer. Another kernel of OpenBLAS
 * does not, and shows in the digest of its products.
 */
class LanesIT {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    @Timeout(900)
    void lengthOfVectors_changesNoBits() throws Exception {
        Map<String, String> weights = new TreeMap<>();
        for (int bytes : new int[] {16, 32, 64}) {
            List<String> lines = train(Map.of(), MODULE, "-XX:MaxVectorSize=" + bytes);
            weights.put(lines.get(0), lines.get(1));
        }
        List<String> scalar = train(Map.of());
        assertEquals("scalar", scalar.get(0));
        assertTrue(weights.size() > 1, "one length alone: the test did not test " + weights);
        weights.forEach((lanes, sha256) -> assertEquals(scalar.get(1), sha256, lanes));
    }

    /** Every x86 CPU can run the kernels for Prescott. */
    @Test
    @Timeout(900)
    void otherKernelOfOpenBlas_hasAnotherDigest() throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"));
        String own = train(Map.of(), MODULE).get(2);
        assertEquals(own, train(Map.of(), MODULE).get(2));
        assertNotEquals(own, train(Map.of("OPENBLAS_CORETYPE", "Prescott"), MODULE).get(2));
    }

    /** Lines: the lanes, what the networks' weights have become, the digest of products. */
    public static void main(String[] args) {
        StringBuilder weights = new StringBuilder();
        for (String input : List.of("poisson", "direct")) {
            ExperimentConfig config =
                    Small.config(
                            "encoder.kind=" + input,
                            "model.hidden=[37, 21]",
                            "optimiser.clipNorm=0.01");
            try (Workers workers = new ThreadWorkers(config, Small.data(), 1)) {
                ModelState state = Checkpoint.fresh(config, Small.data()).state();
                OuterStep outer = new OuterStep(config.averaging());
                for (int round = 0; round < 4; round++)
                    state = outer.apply(state, workers.run(state).sum());
                weights.append(WeightsFile.sha256(state.parameters())).append(' ');
            }
        }
        System.out.println(Vectors.AVAILABLE ? Vectors.LANES + " lanes" : "scalar");
        System.out.println(weights);
        System.out.println(DenseProduct.digest());
    }

    private static List<String> train(Map<String, String> environment, String... flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(LanesIT.class.getName());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.lines().toList();
    }
}
