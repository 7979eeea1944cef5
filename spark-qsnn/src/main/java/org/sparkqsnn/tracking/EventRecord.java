package org.sparkqsnn.tracking;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * TensorFlow's Event as protobuf bytes in a TFRecord.
 *
 * <pre>
 * Event    1 wall_time (double, seconds)   2 step (int64)   3 file_version (string)
 *          5 summary   7 session_log
 * Summary  1 value, repeated:  1 tag (string)   2 simple_value (float)
 * SessionLog  1 status (START is 1)
 * TFRecord    length (8), masked CRC of it (4), data, masked CRC of it (4); little-endian,
 *             masked = rotate right by 15, plus 0xa282ead8
 * </pre>
 *
 * @see "TensorFlow, core/util/event.proto, core/framework/summary.proto, lib/io/record_writer.h"
 */
final class EventRecord {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MASK = 0xa282ead8;

    private EventRecord() {}

    /** The first record of every file. */
    static byte[] version(long millis) {
        return record(bytes(event(millis, 0), 3, text("brain.Event:2")));
    }

    /** Tells readers to forget points of an earlier file from this step on. */
    static byte[] start(long millis, long step) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        varint(key(log, 1, VARINT), 1);
        return record(bytes(event(millis, step), 7, log.toByteArray()));
    }

    static byte[] of(Point point) {
        ByteArrayOutputStream value = bytes(new ByteArrayOutputStream(), 1, text(point.tag()));
        fixed(key(value, 2, FIXED32), Float.floatToRawIntBits((float) point.value()), 4);
        ByteArrayOutputStream summary = bytes(new ByteArrayOutputStream(), 1, value.toByteArray());
        return record(bytes(event(point.millis(), point.step()), 5, summary.toByteArray()));
    }

    private static ByteArrayOutputStream event(long millis, long step) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        fixed(key(event, 1, FIXED64), Double.doubleToRawLongBits(millis / 1e3), 8);
        varint(key(event, 2, VARINT), step);
        return event;
    }

    private static byte[] record(ByteArrayOutputStream event) {
        byte[] data = event.toByteArray();
        byte[] length = little(data.length, 8);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(length);
        fixed(record, maskedCrc(length), 4);
        record.writeBytes(data);
        fixed(record, maskedCrc(data), 4);
        return record.toByteArray();
    }

    private static int maskedCrc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteArrayOutputStream key(ByteArrayOutputStream out, int field, int type) {
        varint(out, (long) field << 3 | type);
        return out;
    }

    private static ByteArrayOutputStream bytes(
            ByteArrayOutputStream out, int field, byte[] content) {
        varint(key(out, field, BYTES), content.length);
        out.writeBytes(content);
        return out;
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        for (; (value & ~0x7fL) != 0; value >>>= 7) out.write((int) (value & 0x7f | 0x80));
        out.write((int) value);
    }

    private static void fixed(ByteArrayOutputStream out, long value, int size) {
        out.writeBytes(little(value, size));
    }

    private static byte[] little(long value, int size) {
        ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = new byte[size];
        buffer.putLong(value).rewind().get(bytes);
        return bytes;
    }
}
