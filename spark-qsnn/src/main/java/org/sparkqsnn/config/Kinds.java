package org.sparkqsnn.config;

import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The records that a config can name by {@code kind} where an interface is asked for. A built-in
 * one is named by its class in lower case with hyphens ({@code MaxPool} is {@code max-pool}); a
 * user's own by the full name of its class, which must be a public record that implements the
 * interface and have a public constant {@code DEFAULT}.
 *
 * <p>The interface has its list in a public constant {@code KINDS}. The reader of configs, the
 * reference config and the messages for unknown kinds take it from there.
 *
 * @param <T> the interface
 */
public final class Kinds<T> {
    private final Class<T> type;
    private final Map<String, Class<? extends T>> builtIn = new LinkedHashMap<>();

    private Kinds(Class<T> type, List<Class<? extends T>> records) {
        this.type = type;
        for (Class<? extends T> record : records) builtIn.put(name(record), record);
    }

    /** The list of an interface's built-in records. */
    public static <T> Kinds<T> of(Class<T> type, List<Class<? extends T>> records) {
        return new Kinds<>(type, records);
    }

    /** Names of the built-in kinds, in the order of the list. */
    public Set<String> names() {
        return builtIn.keySet();
    }

    /** The built-in records, in the order of the list. */
    public List<Class<? extends T>> records() {
        return List.copyOf(builtIn.values());
    }

    /**
     * The constant {@code DEFAULT} of the record that a kind names.
     *
     * @throws BadInput as {@link #record}, or if the record has no such constant
     */
    public T defaults(String kind) {
        Class<? extends T> record = record(kind);
        return ConfigTypes.defaults(record)
                .filter(record::isInstance)
                .map(record::cast)
                .orElseThrow(
                        () -> new BadInput("kind " + kind + ": has no public constant DEFAULT"));
    }

    /**
     * The record that a kind names.
     *
     * @throws BadInput if there is none, or the class is no record of the interface
     */
    public Class<? extends T> record(String kind) {
        Class<? extends T> own = builtIn.get(kind);
        if (own != null) return own;
        if (!kind.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_$]*)+"))
            throw unknown(kind);
        Class<?> found;
        try {
            found = Class.forName(kind, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new BadInput(
                    "kind "
                            + kind
                            + ": no such class on the class path; give its jar with --jars, or use one"
                            + " of "
                            + String.join(", ", names()),
                    e);
        }
        boolean fits =
                found.isRecord()
                        && type.isAssignableFrom(found)
                        && Modifier.isPublic(found.getModifiers());
        if (!fits)
            throw new BadInput(
                    "kind " + kind + ": is no public record that implements " + type.getName());
        return found.asSubclass(type);
    }

    /** The record that a kind names; empty if there is none. */
    Optional<Class<? extends T>> find(String kind) {
        try {
            return Optional.of(record(kind));
        } catch (BadInput unknown) {
            return Optional.empty();
        }
    }

    /** The kind that names a record. */
    public String name(T record) {
        String own = name(record.getClass());
        return record.getClass() == builtIn.get(own) ? own : record.getClass().getName();
    }

    private BadInput unknown(String kind) {
        return new BadInput(
                "kind must be one of "
                        + String.join(", ", names())
                        + " or the name of a class of one's own, got "
                        + kind);
    }

    private static String name(Class<?> record) {
        String words = record.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-");
        return words.toLowerCase(Locale.ROOT);
    }
}
