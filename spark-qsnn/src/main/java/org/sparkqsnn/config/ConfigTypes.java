package org.sparkqsnn.config;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a component of a record is to a config: one value, a section (a record), a union (an
 * interface with {@code KINDS}), or an Optional or a List of these.
 *
 * <p>A record with a public static {@code parse(String)} that returns it is one value, which its
 * {@code toString} writes.
 */
final class ConfigTypes {
    private static final Set<Class<?>> VALUES =
            Set.of(
                    String.class,
                    boolean.class,
                    Boolean.class,
                    double.class,
                    Double.class,
                    long.class,
                    Long.class,
                    int.class,
                    Integer.class);

    private ConfigTypes() {}

    static boolean isValue(Class<?> type) {
        return type.isRecord() && parser(type).isPresent();
    }

    static boolean isSection(Class<?> type) {
        return type.isRecord() && !isValue(type);
    }

    static boolean isUnion(Class<?> type) {
        return type.isInterface() && constant(type, "KINDS").isPresent();
    }

    /** True of what has keys of its own. */
    static boolean hasKeys(Class<?> type) {
        return isSection(type) || isUnion(type);
    }

    /** The list of a union's kinds. */
    static Kinds<?> kinds(Class<?> union) {
        return (Kinds<?>) constant(union, "KINDS").orElseThrow();
    }

    /** The record's constant {@code DEFAULT}; empty if it has none. */
    static Optional<Object> defaults(Class<?> record) {
        return constant(record, "DEFAULT");
    }

    /** The first component, of a record or one below it, of a type that no config has. */
    static Optional<RecordComponent> unfit(Class<?> record) {
        return unfit(record, new HashSet<>());
    }

    private static Optional<RecordComponent> unfit(Class<?> record, Set<Class<?>> seen) {
        for (RecordComponent part : record.getRecordComponents()) {
            if (!(element(part.getGenericType()) instanceof Class<?> type && isKnown(type)))
                return Optional.of(part);
            boolean below = isSection(type) && seen.add(type);
            Optional<RecordComponent> found = below ? unfit(type, seen) : Optional.empty();
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** What Optionals and Lists of Optionals and Lists are of in the end. */
    private static Type element(Type type) {
        boolean many =
                type instanceof ParameterizedType generic
                        && (generic.getRawType() == Optional.class
                                || generic.getRawType() == List.class);
        return many ? element(argument(type)) : type;
    }

    private static boolean isKnown(Class<?> type) {
        return VALUES.contains(type) || type.isEnum() || type.isRecord() || isUnion(type);
    }

    /** The static {@code parse(String)} of a type of one value. */
    static Optional<Method> parser(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("parse"))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type)
                .filter(method -> List.of(String.class).equals(List.of(method.getParameterTypes())))
                .findFirst();
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) return plain;
        if (type instanceof ParameterizedType generic) return (Class<?>) generic.getRawType();
        throw new IllegalStateException("a config has no components of type " + type);
    }

    /** What an Optional or a List is of. */
    static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    /** The type, or what it is an Optional of. */
    static Type unwrapped(Type type) {
        return raw(type) == Optional.class ? argument(type) : type;
    }

    static Optional<RecordComponent> component(Class<?> record, String name) {
        return Arrays.stream(record.getRecordComponents())
                .filter(part -> part.getName().equals(name))
                .findFirst();
    }

    static Object value(RecordComponent part, Object record) {
        try {
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + part, e);
        }
    }

    /**
     * The type at a path of names and list indices below {@code type}; in a union, that of the
     * first kind which has such a component, the kind of {@code value} before all others, and of
     * {@code kind} the text that names one. Empty if there is none.
     *
     * @param value of the type, if it is known
     */
    static Optional<Type> at(Type type, Optional<?> value, List<String> path) {
        if (path.isEmpty()) return Optional.of(type);
        Type open = unwrapped(type);
        Class<?> raw = raw(open);
        Optional<?> here = value.flatMap(one -> one instanceof Optional<?> o ? o : value);
        List<String> rest = path.subList(1, path.size());
        if (raw == List.class) return at(argument(open), element(here, path.get(0)), rest);
        if (isUnion(raw)) {
            if (path.equals(List.of("kind"))) return Optional.of(String.class);
            return Stream.concat(here.stream().map(Object::getClass), kinds(raw).records().stream())
                    .flatMap(record -> at(record, here.filter(record::isInstance), path).stream())
                    .findFirst();
        }
        if (!isSection(raw)) return Optional.empty();
        return component(raw, path.get(0))
                .flatMap(
                        part ->
                                at(
                                        part.getGenericType(),
                                        here.map(record -> value(part, record)),
                                        rest));
    }

    /** An element of a list that is known; empty if it has none of that index. */
    private static Optional<?> element(Optional<?> list, String index) {
        return list.map(List.class::cast)
                .filter(known -> index.matches("\\d{1,9}"))
                .filter(known -> Integer.parseInt(index) < known.size())
                .map(known -> known.get(Integer.parseInt(index)));
    }

    /** A public static field; empty if there is none, or it is null. */
    private static Optional<Object> constant(Class<?> type, String name) {
        try {
            var field = type.getDeclaredField(name);
            if (!Modifier.isStatic(field.getModifiers())) return Optional.empty();
            return Optional.ofNullable(field.get(null));
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return Optional.empty();
        }
    }
}
