package org.sparkqsnn.sweep.search;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;

/**
 * A sequence of points of the unit cube, each a pure function of the search seed and its number, so
 * that a longer search begins with the points of a shorter one.
 */
interface Points {
    /** Point {@code index}, counted from 0; coordinates in [0, 1). */
    double[] at(int index);

    /** Independent and uniform. */
    static Points random(int axes, long seed) {
        return index -> {
            double[] point = new double[axes];
            for (int axis = 0; axis < axes; axis++) point[axis] = uniform(index, axis, seed);
            return point;
        };
    }

    /**
     * A Sobol sequence (Joe and Kuo's directions), shifted modulo 1 by a random point of the seed:
     * without the shift every search would begin at a corner.
     */
    static Points sobol(int axes, long seed) {
        double[] shift = random(axes, seed).at(0);
        return index -> {
            double[] point = new SobolSequenceGenerator(axes).skipTo(index);
            for (int axis = 0; axis < axes; axis++) point[axis] = (point[axis] + shift[axis]) % 1;
            return point;
        };
    }

    /** 53 random bits of the block at (index, axis). */
    private static double uniform(int index, int axis, long seed) {
        int[] words = new int[4];
        Philox4x32.block(index, 0, axis, 0, Stream.TRIALS.key(seed), words, 0);
        long bits = ((long) words[0] << 32) | (words[1] & 0xFFFFFFFFL);
        return (bits >>> 11) * 0x1p-53;
    }
}
