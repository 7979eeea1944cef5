package org.sparkqsnn.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DenseProductTest {
    @Test
    void products_matchTheDefinition() {
        int n = 13;
        int m = 7;
        int b = 5;
        float[] x = random(b * n);
        float[] w = random(n * m + 2);
        float[] dq = random(b * m);
        float[] q = new float[b * m];
        float[] dw = new float[n * m + 3];
        try (DenseProduct product = new DenseProduct(n, m, b)) {
            product.weights(w, 2);
            product.forward(x, q);
            product.addGradient(x, dq);
            product.addGradient(x, dq);
            product.takeGradient(dw, 3);
            float[] second = new float[n * m];
            product.takeGradient(second, 0);
            for (float g : second) assertEquals(0, g);
        }
        for (int s = 0; s < b; s++) {
            for (int k = 0; k < m; k++) {
                double sum = 0;
                for (int i = 0; i < n; i++) sum += (double) x[s * n + i] * w[2 + i * m + k];
                assertEquals(sum, q[s * m + k], 1e-5);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < m; k++) {
                double sum = 0;
                for (int s = 0; s < b; s++) sum += 2.0 * x[s * n + i] * dq[s * m + k];
                assertEquals(sum, dw[3 + i * m + k], 1e-5);
            }
        }
    }

    private static float[] random(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) random.nextDouble(-1, 1);
        return values;
    }
}
