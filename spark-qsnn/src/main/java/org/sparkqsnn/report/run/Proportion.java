package org.sparkqsnn.report.run;

/**
 * A fraction of samples, with its 95 % interval by Wilson's score.
 *
 * @param hits of {@code samples}
 */
record Proportion(long hits, long samples) {
    /** 97.5 % of a normal distribution lie below it. */
    private static final double Z = 1.959963984540054;

    double low() {
        return centre() - half();
    }

    double high() {
        return centre() + half();
    }

    private double centre() {
        return (hits + Z * Z / 2) / (samples + Z * Z);
    }

    /** {@code z √(p(1-p)n + z²/4) / (n + z²)}. */
    private double half() {
        double p = (double) hits / samples;
        return Z * Math.sqrt(p * (1 - p) * samples + Z * Z / 4) / (samples + Z * Z);
    }
}
