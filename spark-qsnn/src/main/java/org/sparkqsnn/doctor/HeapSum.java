package org.sparkqsnn.doctor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Heap that a JVM needs at the worst time of a round, as the parts that add up to it. */
public record HeapSum(List<Part> parts) {

    /**
     * @param what it is, and why so often
     */
    record Part(String what, long bytes) {
        @Override
        public String toString() {
            return Sizes.text(bytes) + " " + what;
        }
    }

    static HeapSum of(Part... parts) {
        return new HeapSum(Stream.of(parts).filter(part -> part.bytes > 0).toList());
    }

    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /** {@code 100.0 MiB Spark itself + 3.2 MiB images}. */
    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(" + "));
    }
}
