package org.sparkqsnn.training;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kinds of machine that took part in a run. The same bits are promised for one kind.
 *
 * @param before fingerprints of earlier rounds, in the order in which they came
 * @param added those that took part for the first time
 */
public record Machines(List<String> before, List<String> added) {
    /** The machines of a run that has not begun. */
    public static final Machines NONE = new Machines(List.of(), List.of());

    /** All kinds so far. */
    public List<String> all() {
        return Stream.concat(before.stream(), added.stream()).toList();
    }

    /** After a round that these took part in. */
    Machines after(Collection<String> round) {
        List<String> known = all();
        return new Machines(
                known, round.stream().distinct().filter(kind -> !known.contains(kind)).toList());
    }

    /** Whether there is a kind more than there was, and it is not the only one. */
    public boolean mixed() {
        return !added.isEmpty() && before.size() + added.size() > 1;
    }

    /** What a person should know of a mixed round. */
    public String warning(int round) {
        return "from round "
                + round
                + " on machines of "
                + all().size()
                + " kinds take part, so the weights may have other bits than on one kind: "
                + String.join("; ", all())
                + "; doctor names the executors";
    }
}
