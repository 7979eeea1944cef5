package org.sparkqsnn.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The leases of a run directory, numbered from 1.
 *
 * <pre>
 * LEASE-NNNNNN.json  the claim, written once ({@link LeaseClaim})
 * LEASE-NNNNNN.beat  sign of life: a number that the holder raises, or "released"
 * </pre>
 */
public record LeaseFiles(Storage storage) {
    private static final Pattern NAME = Pattern.compile("LEASE-(\\d{6,9})\\.(json|beat)");
    private static final String RELEASED = "released";

    public static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    static String claim(int number) {
        return String.format("LEASE-%06d.json", number);
    }

    private static String beat(int number) {
        return String.format("LEASE-%06d.beat", number);
    }

    /** The highest number; 0 if there is none. */
    int newest() {
        return newest(0);
    }

    private int newest(int known) {
        int newest = numbers().stream().reduce(known, Math::max);
        // A listing may lag behind; a name does not.
        while (storage.exists(claim(newest + 1))) newest++;
        return newest;
    }

    /** True if the claim is as it was written and no higher one is there. */
    boolean isNewest(LeaseClaim mine) {
        return storage.find(claim(mine.number())).filter(is(mine)).isPresent()
                && newest(mine.number()) == mine.number();
    }

    /** False if another process has the number. */
    boolean create(LeaseClaim claim) {
        return storage.create(claim(claim.number()), claim.json());
    }

    /** Empty if there is no whole claim of that number. */
    Optional<LeaseClaim> read(int number) {
        String name = claim(number);
        return storage.find(name).flatMap(json -> LeaseClaim.read(json, storage.nameOf(name)));
    }

    void writeBeat(int number, long count) {
        writeBeat(number, Long.toString(count));
    }

    void release(int number) {
        writeBeat(number, RELEASED);
    }

    boolean isReleased(int number) {
        return text(beat(number)).equals(RELEASED);
    }

    /** Whatever a living holder changes. */
    String pulse(int number) {
        return text(claim(number)) + text(beat(number));
    }

    /** Drops the leases before {@code number}, lowest first. */
    void deleteBelow(int number) {
        numbers().stream()
                .filter(old -> old < number)
                .sorted()
                .forEach(
                        old -> {
                            storage.delete(claim(old));
                            deleteBeat(old);
                        });
    }

    void deleteBeat(int number) {
        storage.delete(beat(number));
    }

    private List<Integer> numbers() {
        return storage.list("").stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> Integer.valueOf(name.group(1)))
                .distinct()
                .toList();
    }

    private void writeBeat(int number, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        storage.write(beat(number), out -> out.write(bytes));
    }

    /** A file that is being replaced may be missing for a moment, or not readable. */
    private String text(String name) {
        try {
            return storage.find(name)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
        } catch (BadInput e) {
            return "";
        }
    }

    private static Predicate<byte[]> is(LeaseClaim mine) {
        return json -> Arrays.equals(json, mine.json());
    }
}
