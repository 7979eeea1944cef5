package org.sparkqsnn.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.PureJavaCrc32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Read back with Hadoop's CRC32C and Google's protobuf; TrackingIT has a reader from npm. */
class EventFileTest {
    @TempDir private Path folder;

    @Test
    void points_comeBack() throws IOException {
        EventFile file = new EventFile(folder.toString(), new Configuration(), 300);
        file.open();
        file.write(
                List.of(new Point("loss", 0.1, 301, 1500), new Point("rate/ä", -2, 1L << 33, 7)));
        List<UnknownFieldSet> open = events(only());
        assertEquals(4, open.size()); // shown before it is closed
        file.close(Sink.End.FINISHED);
        List<UnknownFieldSet> events = events(only());
        assertEquals("brain.Event:2", text(events.get(0), 3));
        assertEquals(301, number(events.get(1), 2));
        assertEquals(1, number(message(events.get(1), 7), 1));
        assertPoint(events.get(2), "loss", 0.1f, 301, 1.5);
        assertPoint(events.get(3), "rate/ä", -2, 1L << 33, 0.007);
    }

    @Test
    void everyStart_hasAFileOfItsOwn_inOrder() throws IOException {
        for (int start = 0; start < 3; start++) {
            EventFile file = new EventFile(folder.toString(), new Configuration(), start);
            file.open();
            file.close(Sink.End.KILLED);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.sorted().toList();
            assertEquals(3, sorted.size());
            for (int i = 0; i < 3; i++)
                assertEquals(i + 1, number(events(sorted.get(i)).get(1), 2));
        }
    }

    private static void assertPoint(
            UnknownFieldSet event, String tag, float value, long step, double seconds) {
        UnknownFieldSet point = message(message(event, 5), 1);
        assertEquals(tag, text(point, 1));
        assertEquals(value, Float.intBitsToFloat(point.getField(2).getFixed32List().get(0)));
        assertEquals(step, number(event, 2));
        assertEquals(seconds, Double.longBitsToDouble(event.getField(1).getFixed64List().get(0)));
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce(
                            (a, b) -> {
                                throw new AssertionError("two files");
                            })
                    .orElseThrow();
        }
    }

    private static List<UnknownFieldSet> events(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<UnknownFieldSet> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = take(bytes, 8);
            int size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
            events.add(UnknownFieldSet.parseFrom(take(bytes, size)));
        }
        return events;
    }

    private static byte[] take(ByteBuffer from, int size) {
        byte[] data = new byte[size];
        from.get(data);
        PureJavaCrc32C crc = new PureJavaCrc32C();
        crc.update(data, 0, size);
        int value = (int) crc.getValue();
        assertEquals((value >>> 15 | value << 17) + 0xa282ead8, from.getInt());
        return data;
    }

    private static long number(UnknownFieldSet message, int field) {
        return message.getField(field).getVarintList().get(0);
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
    }

    private static UnknownFieldSet message(UnknownFieldSet message, int field) {
        ByteString bytes = message.getField(field).getLengthDelimitedList().get(0);
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
