package org.sparkqsnn.data.encode;

/**
 * Images moved and mirrored at random, for training. A sample's move is a pure function of the key,
 * the sample and the epoch: Philox with counter {@code (sample low, sample high ^ epoch << 8, 0,
 * block)}. Words 0 and 1 of block 0 are the shifts, {@code (word (2 m + 1) >>> 32) - m} pixels; the
 * image is mirrored if word 0 of block 1 is below {@code flipX 2^32}. It is mirrored first, then
 * shifted; what leaves the image is lost, and what comes in is 0.
 *
 * <p>Not thread-safe.
 */
public final class Augmentation {
    private final long key;
    private final int shift;
    private final long flip;
    private final int height;
    private final int width;
    private final int[] words = new int[4];
    private final byte[] moved;

    /**
     * What an image is subjected to.
     *
     * @param dx pixels to the right
     * @param dy pixels down
     * @param mirrored whether left and right are exchanged
     */
    public record Move(int dx, int dy, boolean mirrored) {}

    /**
     * @param key of the stream {@link Stream#AUGMENT}
     * @param shift most pixels m in each direction, at least 0
     * @param flipX probability of a mirrored image, in [0, 1]
     */
    public Augmentation(long key, int shift, double flipX, int height, int width) {
        this.key = key;
        this.shift = shift;
        this.flip = (long) Math.floor(flipX * 0x1p32);
        this.height = height;
        this.width = width;
        this.moved = new byte[height * width];
    }

    /** What becomes of a sample in an epoch. */
    public Move move(long sampleId, int epoch) {
        int low = (int) sampleId;
        int high = (int) (sampleId >>> 32) ^ (epoch << 8);
        Philox4x32.block(low, high, 0, 1, key, words, 0);
        boolean mirrored = (words[0] & 0xffffffffL) < flip;
        Philox4x32.block(low, high, 0, 0, key, words, 0);
        return new Move(shift(words[0]), shift(words[1]), mirrored);
    }

    /**
     * Moves an image.
     *
     * @param pixels of the image, replaced; shape [height][width]
     */
    public void apply(long sampleId, int epoch, byte[] pixels) {
        Move move = move(sampleId, epoch);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int fromY = y - move.dy;
                int column = x - move.dx;
                int fromX = move.mirrored ? width - 1 - column : column;
                boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
                moved[y * width + x] = inside ? pixels[fromY * width + fromX] : 0;
            }
        }
        System.arraycopy(moved, 0, pixels, 0, moved.length);
    }

    private int shift(int word) {
        return (int) ((word & 0xffffffffL) * (2L * shift + 1) >>> 32) - shift;
    }
}
