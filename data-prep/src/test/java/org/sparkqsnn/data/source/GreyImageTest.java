package org.sparkqsnn.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;

class GreyImageTest {
    private static final ImageSize SIZE = new ImageSize(2, 3);

    private static byte[] file(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out), format);
        return out.toByteArray();
    }

    private static InputStream stream(byte[] file) {
        return new ByteArrayInputStream(file);
    }

    private static byte[] pixels(BufferedImage image, String format) throws IOException {
        return new GreyImage("a." + format).pixels(stream(file(image, format)), SIZE, false);
    }

    private static BufferedImage grey(int type, int... samples) {
        BufferedImage image = new BufferedImage(3, 2, type);
        image.getRaster().setSamples(0, 0, 3, 2, 0, samples);
        return image;
    }

    @Test
    void greyPng_isReadAsItIs() throws IOException {
        BufferedImage image = grey(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 127, 128, 254, 255);
        assertArrayEquals(new byte[] {0, 1, 127, (byte) 128, -2, -1}, pixels(image, "png"));
        assertEquals(SIZE, new GreyImage("a.png").size(stream(file(image, "png"))));
    }

    @Test
    void sixteenBits_giveTheirUpperEight() throws IOException {
        BufferedImage image =
                grey(BufferedImage.TYPE_USHORT_GRAY, 0, 255, 256, 0x7fff, 0xff00, 0xffff);
        assertArrayEquals(new byte[] {0, 0, 1, 127, -1, -1}, pixels(image, "png"));
    }

    @Test
    void oneBit_isBlackAndWhite() throws IOException {
        BufferedImage image = grey(BufferedImage.TYPE_BYTE_BINARY, 0, 1, 1, 0, 1, 0);
        assertArrayEquals(new byte[] {0, -1, -1, 0, -1, 0}, pixels(image, "png"));
    }

    /** (299 R + 587 G + 114 B + 500) / 1000, and half of it where half of it shines through. */
    @Test
    void colours_areWeighed() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        int[] colours = {0xffff0000, 0xff00ff00, 0xff0000ff, 0xffffffff, 0x80ffffff, 0x00ffffff};
        image.setRGB(0, 0, 3, 2, colours, 0, 3);
        assertArrayEquals(new byte[] {76, (byte) 150, 29, -1, (byte) 128, 0}, pixels(image, "png"));
    }

    @Test
    void jpeg_isReadAboutAsItWas() throws IOException {
        BufferedImage image = grey(BufferedImage.TYPE_BYTE_GRAY, 90, 92, 94, 91, 93, 95);
        byte[] pixels = pixels(image, "jpg");
        for (int p = 0; p < 6; p++) assertEquals(92.5, pixels[p] & 0xff, 6);
    }

    private static String refusal(byte[] file, boolean scale) {
        GreyImage image = new GreyImage("x.png");
        String message =
                assertThrows(BadInput.class, () -> image.pixels(stream(file), SIZE, scale))
                        .getMessage();
        return message.replaceFirst("cannot decode x.png: .*;", "cannot decode x.png: …;");
    }

    @Test
    void otherFiles_areNamed() throws IOException {
        assertEquals(
                "x.png: not a PNG or JPEG; replace or remove it",
                refusal("hello, I am text".getBytes("UTF-8"), false));
        assertEquals("x.png: not a PNG or JPEG; replace or remove it", refusal(new byte[0], false));
        byte[] whole = file(grey(BufferedImage.TYPE_BYTE_GRAY, 9, 1, 7, 8, 4, 5), "png");
        assertEquals(
                "cannot decode x.png: …; replace or remove it",
                refusal(Arrays.copyOf(whole, whole.length / 2), false));
        BufferedImage other = new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_GRAY);
        assertEquals(
                "x.png: the image is 4x5, others are 2x3; --size 2x3 scales all images to that",
                refusal(file(other, "png"), false));
    }

    /** A header that promises 16,000 x 16,000 pixels, before any of them. */
    @Test
    void hugeImage_isRefusedByItsHeader() throws IOException {
        byte[] file = file(new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_GRAY), "png");
        ByteBuffer header = ByteBuffer.wrap(file).putInt(16, 16_000).putInt(20, 16_000);
        CRC32 crc = new CRC32();
        crc.update(file, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertEquals("x.png: an image of 16000x16000 is too large", refusal(file, true));
    }
}
