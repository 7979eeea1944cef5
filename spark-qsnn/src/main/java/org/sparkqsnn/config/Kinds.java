package org.sparkqsnn.config;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
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
    private static final String CLASS_NAME = "[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_$]*)+";

    private final Class<T> type;
    private final Map<String, String> builtIn = new LinkedHashMap<>();

    private Kinds(Class<T> type) {
        this.type = type;
    }

    /**
     * The list of an interface.
     *
     * @param records names of the built-in records' classes, from the package of the interface on:
     *     names and not classes, so that the interface does not depend on what implements it
     */
    public static <T> Kinds<T> of(Class<T> type, String... records) {
        Kinds<T> kinds = new Kinds<>(type);
        for (String record : records) {
            String simple = record.replaceFirst(".*[.$]", "");
            kinds.builtIn.put(kind(simple), type.getPackageName() + "." + record);
        }
        return kinds;
    }

    /** Names of the built-in kinds, in the order of the list. */
    public Set<String> names() {
        return builtIn.keySet();
    }

    /**
     * The record that a kind names.
     *
     * @throws BadInput if there is none, or the class is no record of the interface
     */
    public Class<? extends T> record(String kind) {
        String own = builtIn.get(kind);
        if (own == null && !kind.matches(CLASS_NAME)) throw unknown(kind);
        Class<?> found = load(own == null ? kind : own);
        try {
            boolean fits =
                    found.isRecord()
                            && type.isAssignableFrom(found)
                            && Modifier.isPublic(found.getModifiers());
            if (!fits)
                throw new BadInput(
                        "kind " + kind + ": is no public record that implements " + type.getName());
            if (own == null) ConfigTypes.unfit(found).ifPresent(part -> refuse(kind, part));
        } catch (LinkageError | TypeNotPresentException e) { // of a class that it needs
            throw new BadInput("kind " + kind + ": cannot be loaded: " + e, e);
        }
        return found.asSubclass(type);
    }

    /** The built-in records, in the order of the list. */
    List<Class<? extends T>> records() {
        List<Class<? extends T>> records = new ArrayList<>();
        for (String kind : names()) records.add(record(kind));
        return records;
    }

    /**
     * The constant {@code DEFAULT} of the record that a kind names.
     *
     * @throws BadInput as {@link #record}, or if the record has no such constant
     */
    public T defaults(String kind) {
        Class<? extends T> record = record(kind);
        try {
            return ConfigTypes.defaults(record)
                    .filter(record::isInstance)
                    .map(record::cast)
                    .orElseThrow(
                            () ->
                                    new BadInput(
                                            "kind "
                                                    + kind
                                                    + ": has no public static constant DEFAULT of its"
                                                    + " own type"));
        } catch (LinkageError e) { // what its static initialiser threw, or a class that is missing
            Throwable thrown = e.getCause() == null ? e : e.getCause();
            throw new BadInput(
                    "kind " + kind + ": its constant DEFAULT cannot be made: " + thrown, e);
        }
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
        return isBuiltIn(record.getClass())
                ? kind(record.getClass().getSimpleName())
                : record.getClass().getName();
    }

    /** Whether a record is one of the list, and not a user's own. */
    boolean isBuiltIn(Class<?> record) {
        return record.getName().equals(builtIn.get(kind(record.getSimpleName())));
    }

    private static void refuse(String kind, RecordComponent part) {
        throw new BadInput(
                "kind "
                        + kind
                        + ": its component "
                        + part.getName()
                        + " is of type "
                        + part.getGenericType().getTypeName()
                        + "; a config has int, long, double, boolean, String, enums, records, and"
                        + " Optionals and Lists of these");
    }

    private Class<?> load(String name) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(name, false, context == null ? type.getClassLoader() : context);
        } catch (ClassNotFoundException e) {
            throw new BadInput(
                    "kind "
                            + name
                            + ": no such class on the class path; give the jar that has it with --jars",
                    e);
        } catch (LinkageError e) {
            throw new BadInput("kind " + name + ": cannot be loaded: " + e, e);
        }
    }

    private BadInput unknown(String kind) {
        return new BadInput(
                "kind must be one of "
                        + String.join(", ", names())
                        + " or the name of a class of one's own, got "
                        + kind);
    }

    private static String kind(String simpleName) {
        return simpleName.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
