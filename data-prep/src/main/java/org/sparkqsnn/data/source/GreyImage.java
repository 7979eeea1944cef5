package org.sparkqsnn.data.source;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Reads a picture as grey bytes: samples of a grey picture as they are, with the upper 8 bits of
 * 16; of a coloured one {@code (299 R + 587 G + 114 B + 500) / 1000}; in front of black where it is
 * transparent.
 *
 * @see "ITU-R BT.601: the weights"
 */
final class GreyImage {
    private static final long MOST_PIXELS = 1L << 26;

    private final String name;

    /**
     * @param name of the file, for messages
     */
    GreyImage(String name) {
        this.name = name;
    }

    /** The shape alone. */
    ImageSize size(InputStream in) {
        return read(in, reader -> new ImageSize(reader.getHeight(0), reader.getWidth(0)));
    }

    /**
     * The pixels.
     *
     * @param size that they must have
     * @param scale whether another size is scaled to it, or refused
     */
    byte[] pixels(InputStream in, ImageSize size, boolean scale) {
        return read(
                in,
                reader -> {
                    ImageSize found = new ImageSize(reader.getHeight(0), reader.getWidth(0));
                    if (!found.equals(size) && !scale) {
                        throw new BadInput(
                                name
                                        + ": the image is "
                                        + found
                                        + ", others are "
                                        + size
                                        + "; --size "
                                        + size
                                        + " scales all images to that");
                    }
                    // The header is anybody's: before memory is taken for what it promises.
                    if ((long) found.height() * found.width() > MOST_PIXELS) {
                        throw new BadInput(name + ": an image of " + found + " is too large");
                    }
                    byte[] grey = grey(reader.read(0));
                    return found.equals(size) ? grey : Scale.of(grey, found, size);
                });
    }

    private interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    private <T> T read(InputStream in, Reading<T> reading) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(in)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) throw new BadInput(name + ": not a PNG or JPEG; " + advice());
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return reading.from(reader);
            } finally {
                reader.dispose();
            }
        } catch (BadInput e) {
            throw e.getMessage().startsWith(name)
                    ? e
                    : new BadInput(name + ": " + e.getMessage() + "; " + advice(), e);
        } catch (IOException | RuntimeException e) { // decoders throw both at damaged files
            throw BadInput.cannot("decode", name, e, advice());
        }
    }

    private static String advice() {
        return "replace or remove it";
    }

    private static byte[] grey(BufferedImage image) {
        ColorModel model = image.getColorModel();
        boolean plain =
                model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                        && !(model instanceof IndexColorModel);
        byte[] grey = new byte[image.getHeight() * image.getWidth()];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int value = plain ? sample(image.getRaster(), x, y) : luma(image.getRGB(x, y));
                int alpha = plain ? alpha(image, x, y) : image.getRGB(x, y) >>> 24;
                grey[at++] = (byte) ((value * alpha + 127) / 255);
            }
        }
        return grey;
    }

    /** As it is in the file: getRGB would bend it by the curve of another colour space. */
    private static int sample(Raster raster, int x, int y) {
        return toByte(raster, x, y, 0);
    }

    private static int alpha(BufferedImage image, int x, int y) {
        return image.getColorModel().hasAlpha() ? toByte(image.getRaster(), x, y, 1) : 255;
    }

    private static int toByte(Raster raster, int x, int y, int band) {
        int bits = raster.getSampleModel().getSampleSize(band);
        return raster.getSample(x, y, band) >>> Math.max(0, bits - 8);
    }

    private static int luma(int argb) {
        int red = argb >> 16 & 0xff;
        int green = argb >> 8 & 0xff;
        int blue = argb & 0xff;
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}
