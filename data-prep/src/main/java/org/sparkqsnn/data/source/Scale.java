package org.sparkqsnn.data.source;

/**
 * Scales grey images by areas: each new pixel is the mean of the old ones below it, by how much of
 * each it covers, rounded. Whole numbers only, so that every machine gets the same bytes.
 */
final class Scale {
    private Scale() {}

    static byte[] of(byte[] pixels, ImageSize from, ImageSize to) {
        byte[] scaled = new byte[to.pixels()];
        // In units of 1 / to.height() and 1 / to.width() of an old pixel, so that borders are
        // whole.
        long area = (long) from.height() * from.width();
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                long sum = 0;
                for (int i = y * from.height() / to.height();
                        covers(i, y, from.height(), to.height()) > 0;
                        i++) {
                    long rows = covers(i, y, from.height(), to.height());
                    for (int j = x * from.width() / to.width();
                            covers(j, x, from.width(), to.width()) > 0;
                            j++) {
                        long columns = covers(j, x, from.width(), to.width());
                        sum += rows * columns * (pixels[i * from.width() + j] & 0xff);
                    }
                }
                scaled[y * to.width() + x] = (byte) ((sum + area / 2) / area);
            }
        }
        return scaled;
    }

    /** How much of old pixel i the new pixel p has, in units of 1 / {@code now} of it. */
    private static int covers(int i, int p, int before, int now) {
        return Math.min((i + 1) * now, (p + 1) * before) - Math.max(i * now, p * before);
    }
}
