package org.sparkqsnn.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void halves_areMeansOfFour() {
        byte[] pixels = {0, 4, 10, 10, 8, 4, 10, 11};
        assertArrayEquals(
                new byte[] {4, 10}, Scale.of(pixels, new ImageSize(2, 4), new ImageSize(1, 2)));
    }

    @Test
    void larger_repeatsPixels() {
        byte[] pixels = {1, (byte) 200};
        assertArrayEquals(
                new byte[] {1, 1, (byte) 200, (byte) 200, 1, 1, (byte) 200, (byte) 200},
                Scale.of(pixels, new ImageSize(1, 2), new ImageSize(2, 4)));
    }

    /** Enlarged so far that new pixels are made of whole old ones, then averaged. */
    @RepeatedTest(20)
    void scaled_isTheMeanOfTheArea(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        ImageSize from = new ImageSize(random.nextInt(1, 9), random.nextInt(1, 9));
        ImageSize to = new ImageSize(random.nextInt(1, 9), random.nextInt(1, 9));
        byte[] pixels = new byte[from.pixels()];
        random.nextBytes(pixels);
        byte[] scaled = Scale.of(pixels, from, to);
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                double sum = 0;
                for (int i = y * from.height(); i < (y + 1) * from.height(); i++)
                    for (int j = x * from.width(); j < (x + 1) * from.width(); j++)
                        sum += pixels[i / to.height() * from.width() + j / to.width()] & 0xff;
                double mean = sum / from.pixels();
                assertEquals(mean, scaled[y * to.width() + x] & 0xff, 0.501);
            }
        }
    }
}
