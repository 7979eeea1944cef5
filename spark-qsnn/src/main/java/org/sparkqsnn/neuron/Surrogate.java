package org.sparkqsnn.neuron;

/**
 * What stands for the derivative of the firing step in the backward pass, as a function of the
 * membrane m, the threshold and the slope k.
 */
public enum Surrogate {
    /** Eq. 12 of arXiv 2407.16398: {@code 1/π / (1 + (π m)²)}, centred at 0. */
    PAPER {
        @Override
        public double at(double membrane, double threshold, double slope) {
            return 1 / Math.PI / (1 + Math.PI * Math.PI * membrane * membrane);
        }
    },
    /** {@code 1 / (1 + (π k (m - threshold))²)}, the arctangent family. */
    CENTRED {
        @Override
        public double at(double membrane, double threshold, double slope) {
            double u = membrane - threshold;
            return 1 / (1 + Math.PI * slope * u * Math.PI * slope * u);
        }
    },
    /** {@code 1 / (1 + k |m - threshold|)²}. */
    FAST_SIGMOID {
        @Override
        public double at(double membrane, double threshold, double slope) {
            double f = 1 + slope * Math.abs(membrane - threshold);
            return 1 / (f * f);
        }
    },
    /** {@code max(0, 1 - k |m - threshold|)}. */
    TRIANGULAR {
        @Override
        public double at(double membrane, double threshold, double slope) {
            return Math.max(0, 1 - slope * Math.abs(membrane - threshold));
        }
    };

    /** The stand-in at a membrane. */
    public abstract double at(double membrane, double threshold, double slope);
}
