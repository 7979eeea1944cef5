package org.sparkqsnn.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LargeSetImagesTest {
    private static final int IMAGES = 5_000;

    private static byte[] pixels(Row row) {
        return row.getAs(4);
    }

    @Test
    void image_isAFunctionOfSeedAndNumber() {
        Row one = new LargeSetImages(7, IMAGES, false).row(123);
        assertEquals(one.getInt(1), new LargeSetImages(7, 9 * IMAGES, false).row(123).getInt(1));
        assertArrayEquals(pixels(one), pixels(new LargeSetImages(7, 9, false).row(123)));
    }

    @Test
    void brightness_isAboutThatOfMnist() {
        LargeSetImages images = new LargeSetImages(42, IMAGES, false);
        double sum = 0;
        for (int i = 0; i < IMAGES; i++) {
            for (byte pixel : pixels(images.row(i))) sum += (pixel & 0xff) / 255.0;
        }
        assertEquals(0.13, sum / IMAGES / LargeSetImages.PIXELS, 0.03);
    }

    /** The nearest of the classes' means, of 4,000 images, for 1,000 others: chance is 0.1. */
    @Test
    void classes_canBeLearned() {
        LargeSetImages images = new LargeSetImages(42, IMAGES, false);
        double[][] means = new double[10][LargeSetImages.PIXELS];
        int[] counts = new int[10];
        for (int i = 0; i < 4_000; i++) {
            Row row = images.row(i);
            counts[row.getInt(1)]++;
            byte[] pixels = pixels(row);
            for (int p = 0; p < pixels.length; p++) means[row.getInt(1)][p] += pixels[p] & 0xff;
        }
        int right = 0;
        for (int i = 4_000; i < IMAGES; i++) {
            Row row = images.row(i);
            if (nearest(means, counts, pixels(row)) == row.getInt(1)) right++;
        }
        assertTrue(right > 500 && right < 1000, "right of 1000: " + right);
    }

    private static int nearest(double[][] means, int[] counts, byte[] pixels) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int c = 0; c < means.length; c++) {
            double distance = 0;
            for (int p = 0; p < pixels.length; p++) {
                distance += Math.pow(means[c][p] / counts[c] - (pixels[p] & 0xff), 2);
            }
            if (distance < least) {
                least = distance;
                best = c;
            }
        }
        return best;
    }

    @Test
    void sorted_hasOneClassAfterTheOther() {
        LargeSetImages images = new LargeSetImages(1, 100, true);
        for (int i = 0; i < 100; i++) assertEquals(i / 10, images.row(i).getInt(1));
    }
}
