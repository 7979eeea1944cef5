package org.sparkqsnn.training.round;

import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.math.DenseProduct;
import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.model.EncoderConfig;
import org.sparkqsnn.run.Provenance;

/**
 * The kind of machine that this JVM is, as far as bits go: the JDK build, whose compiler makes the
 * code; the floats of a vector; the CPU; and where OpenBLAS is asked, a digest of its products,
 * which tells its kernels and their blocking apart. Machines with one fingerprint compute the same
 * bits; with two, they may or may not.
 */
public final class Fingerprint {
    private static final String BASE =
            System.getProperty("java.runtime.version")
                    + " "
                    + System.getProperty("java.vendor")
                    + ", "
                    + (Vectors.AVAILABLE ? Vectors.LANES + " lanes" : "scalar kernels")
                    + ", "
                    + Provenance.cpuModel();

    private Fingerprint() {}

    /**
     * The fingerprint of what a run of the config uses: OpenBLAS is loaded for direct input only.
     */
    public static String of(ExperimentConfig config) {
        return config.encoder().kind() == EncoderConfig.Kind.DIRECT ? WithProducts.TEXT : BASE;
    }

    /** A class of its own, so that the digest is computed only where it is asked for. */
    private static final class WithProducts {
        private static final String TEXT = BASE + ", products " + DenseProduct.digest();
    }
}
