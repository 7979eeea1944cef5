package org.sparkqsnn.spark.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.Tasks;
import org.sparkqsnn.spark.wire.Transport.Shared;
import org.sparkqsnn.spark.wire.Transport.Shipped;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransportTest {
    private final float[] input = {1, 2, 3};
    private JavaSparkContext spark;

    @BeforeAll
    void open() {
        spark = Session.open(Session.conf("transport").setMaster("local[2]"));
    }

    @AfterAll
    void stop() {
        spark.stop();
    }

    @Test
    void localMode_passesReferences() {
        try (Transport<float[], float[]> transport = Transport.open(spark, input)) {
            List<Object> receipts = Tasks.run(spark, List.of(0, 1), 2, new Echo(transport));
            for (Object receipt : receipts) {
                assertTrue(receipt instanceof Long, "a number goes through Spark");
                assertSame(input, transport.receive(receipt));
            }
        }
        assertEquals(0, Shared.count());
    }

    @Test
    void elsewhere_valuesAreShipped() {
        try (Transport<float[], float[]> transport = new Shipped<>(spark.broadcast(input))) {
            List<Object> receipts = Tasks.run(spark, List.of(0), 1, new Echo(transport));
            assertArrayEquals(input, transport.receive(receipts.get(0)));
        }
    }

    /** What a second attempt of a task does; the driver receives one of the two. */
    @Test
    void repeatedTask_doesNotDisturbTheFirst() {
        Shared<float[], float[]> transport = Shared.open(input);
        float[] first = {1};
        Object receipt = transport.give(first);
        transport.give(new float[] {1});
        assertSame(first, transport.receive(receipt));
        transport.close();
        assertEquals(0, Shared.count());
    }

    @Test
    void taskAfterTheEnd_fails() {
        Shared<float[], float[]> transport = Shared.open(input);
        transport.close();
        assertThrows(IllegalStateException.class, transport::take);
        assertThrows(IllegalStateException.class, () -> transport.give(input));
    }

    @Test
    void results_comeInTheOrderOfParts() {
        List<Object> results = Tasks.run(spark, List.of(1, 2, 3, 4, 5), 2, new Tenfold());
        assertEquals(List.of(10, 20, 30, 40, 50), results);
    }

    @Test
    void whatATaskThrows_isNamed() {
        SparkException e =
                assertThrows(
                        SparkException.class,
                        () -> Tasks.run(spark, List.of(1, -2), 2, new Tenfold()));
        assertTrue(e.getMessage().contains("part -2"), e.getMessage());
    }

    private record Echo(Transport<float[], float[]> transport)
            implements Function<Integer, Object> {
        @Override
        public Object call(Integer part) {
            return transport.give(transport.take());
        }
    }

    private record Tenfold() implements Function<Integer, Object> {
        @Override
        public Object call(Integer part) throws Exception {
            if (part < 0) throw new java.io.IOException("part " + part);
            return 10 * part;
        }
    }
}
