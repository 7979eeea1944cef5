package org.sparkqsnn.benchmarks;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.sparkqsnn.data.encode.Philox4x32;

/**
 * The images of {@link LargeSet}, each a function of (seed, number). 28 x 28 pixels in 10 classes,
 * of which each is a picture of four blobs; an image has it moved by up to 3 pixels, dimmed, its
 * pixels between half and all of their brightness, and noise on one background pixel in 32. The
 * mean brightness is about that of MNIST, 0.13 ({@code LargeSetImagesTest}).
 */
final class LargeSetImages implements Serializable {
    static final int PIXELS = 28 * 28;

    private static final long serialVersionUID = 1L;
    private static final int SIDE = 28;
    private static final int CLASSES = 10;
    private static final int TEST_EVERY = 100;
    private static final int BLOBS = 4;
    private static final double BLOB_WIDTH = 2.9;
    private static final int FARTHEST = 3;

    /** What a block of random words is for; the last word of its counter. */
    private static final int OF_CLASS = 0;

    private static final int OF_IMAGE = 1;
    private static final int OF_PIXELS = 2;

    private final long seed;
    private final long images;
    private final boolean sorted;
    private final byte[][] pictures = new byte[CLASSES][PIXELS];

    LargeSetImages(long seed, long images, boolean sorted) {
        this.seed = seed;
        this.images = images;
        this.sorted = sorted;
        for (int c = 0; c < CLASSES; c++) draw(c, pictures[c]);
    }

    /** Image i in the columns of {@link LargeSet}. */
    Row row(long i) {
        int[] words = new int[4];
        block(i, 0, OF_IMAGE, words);
        int label = sorted ? (int) (i * CLASSES / images) : below(CLASSES, words[0]);
        byte[] pixels = new byte[PIXELS];
        paint(i, pictures[label], words, pixels);
        String split = i % TEST_EVERY == 0 ? "test" : "train";
        return RowFactory.create(split, label, SIDE, SIDE, pixels);
    }

    private void draw(int label, byte[] picture) {
        int[] words = new int[4];
        for (int b = 0; b < BLOBS; b++) {
            block(label, b, OF_CLASS, words);
            int row = 5 + below(SIDE - 10, words[0]);
            int column = 5 + below(SIDE - 10, words[1]);
            for (int p = 0; p < PIXELS; p++) {
                double square = Math.pow(p / SIDE - row, 2) + Math.pow(p % SIDE - column, 2);
                // StrictMath: the same bits on every machine.
                double light = 255 * StrictMath.exp(-square / (2 * BLOB_WIDTH * BLOB_WIDTH));
                int value = light < 16 ? 0 : (int) light;
                picture[p] = (byte) Math.max(picture[p] & 0xff, value);
            }
        }
    }

    private void paint(long i, byte[] picture, int[] drawn, byte[] pixels) {
        int moves = 2 * FARTHEST + 1;
        int down = below(moves, drawn[1]) - FARTHEST;
        int right = below(moves, drawn[2]) - FARTHEST;
        int light = 160 + below(96, drawn[3]); // of 256
        int[] words = new int[4];
        for (int p = 0; p < PIXELS; p++) {
            // Four words are 16 random bytes, one for each pixel.
            if (p % 16 == 0) block(i, p / 16, OF_PIXELS, words);
            int random = words[p / 4 % 4] >>> 8 * (p % 4) & 0xff;
            int y = p / SIDE - down;
            int x = p % SIDE - right;
            boolean inside = y >= 0 && y < SIDE && x >= 0 && x < SIDE;
            int value = inside ? picture[y * SIDE + x] & 0xff : 0;
            if (value > 0) {
                pixels[p] = (byte) (value * light / 256 * (256 + random) / 512);
            } else if (random < 8) {
                pixels[p] = (byte) (random << 5 | 0x10);
            }
        }
    }

    private void block(long i, int number, int purpose, int[] words) {
        Philox4x32.block((int) i, (int) (i >>> 32), number, purpose, seed, words, 0);
    }

    private static int below(int bound, int word) {
        return (int) ((word & 0xFFFFFFFFL) * bound >>> 32);
    }
}
