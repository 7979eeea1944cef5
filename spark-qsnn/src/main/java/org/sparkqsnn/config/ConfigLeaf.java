package org.sparkqsnn.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparkqsnn.data.schema.BadInput;

/**
 * One value of a config file or an override, on its way to the type of its key.
 *
 * @param key path of the key
 * @param given what the user wrote, with its file and line
 */
record ConfigLeaf(String key, ConfigValue given) {
    private static final int LONGEST_NUMBER = 100;

    /**
     * The value as a {@code type}, which is none with keys.
     *
     * @throws BadInput in one line that names file and key, if it is no such value
     */
    Object as(Class<?> type) {
        switch (given.valueType()) {
            case LIST, OBJECT, NULL -> throw refuse("must be one value");
            case NUMBER, BOOLEAN, STRING -> {
                return as(type, String.valueOf(given.unwrapped()));
            }
        }
        throw new IllegalStateException("no such value type: " + given.valueType());
    }

    /**
     * The list as a list of {@code element}s: one of the file, or {@code 500,300} of an override.
     */
    List<Object> asList(Type element) {
        Class<?> type = ConfigTypes.raw(element);
        return texts().map(text -> as(type, text)).toList();
    }

    private Object as(Class<?> type, String text) {
        if (type == String.class) return text;
        if (type == boolean.class || type == Boolean.class) return truth(text);
        if (type == double.class || type == Double.class)
            return number(text, "must be a number").doubleValue();
        if (type == long.class || type == Long.class)
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        if (type == int.class || type == Integer.class)
            return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return type.isEnum() ? constant(type, text) : parsed(type, text);
    }

    private boolean truth(String text) {
        if (text.equals("true") || text.equals("false")) return Boolean.parseBoolean(text);
        throw refuse("must be true or false");
    }

    private Object parsed(Class<?> type, String text) {
        try {
            return ConfigTypes.parser(type)
                    .orElseThrow(() -> new IllegalStateException(key + " cannot be a " + type))
                    .invoke(null, text);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof BadInput rule))
                throw new IllegalStateException("cannot read " + key, e.getCause());
            // The type does not know at which key it stands.
            String said = rule.getMessage();
            String old = said.substring(0, Math.max(0, said.indexOf(' ')));
            String message = old.matches("[A-Za-z0-9_.]+") ? said.replace(old, key) : said;
            throw new BadInput(given.origin().description() + ": " + message, rule);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(type + ".parse must be public", e);
        }
    }

    private BigDecimal number(String text, String rule) {
        // Reading n digits takes n² time: 100,000 of them seconds.
        if (text.length() > LONGEST_NUMBER) throw refuse(rule);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw refuse(rule);
        }
    }

    private long whole(String text, long least, long most) {
        String rule = "must be a whole number in [" + least + ", " + most + "]";
        BigDecimal number = number(text, rule);
        // The digits of 1e999999999 would be written out.
        if (Math.abs((long) number.scale()) > LONGEST_NUMBER) throw refuse(rule);
        try {
            long value = number.longValueExact();
            if (value >= least && value <= most) return value;
        } catch (ArithmeticException e) {
            throw refuse(rule);
        }
        throw refuse(rule);
    }

    /** Those of a list; of a text what is between its commas. */
    private Stream<String> texts() {
        if (given instanceof ConfigList list)
            return list.stream().map(element -> String.valueOf(element.unwrapped()));
        if (given.valueType() == ConfigValueType.OBJECT
                || given.valueType() == ConfigValueType.NULL) throw refuse("must be a list");
        String text = String.valueOf(given.unwrapped()).strip();
        if (text.startsWith("[") && text.endsWith("]")) text = text.substring(1, text.length() - 1);
        return text.isBlank() ? Stream.of() : Arrays.stream(text.split(",", -1)).map(String::strip);
    }

    private Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (ConfigTree.text(constant).equals(text)) return constant;
        }
        String names =
                Arrays.stream(type.getEnumConstants())
                        .map(ConfigTree::text)
                        .collect(Collectors.joining(", "));
        throw refuse("must be one of " + names);
    }

    /** The refusal of what is given, with its place and key. */
    BadInput refuse(String rule) {
        String got =
                given.valueType() == ConfigValueType.STRING
                        ? (String) given.unwrapped()
                        : given.render();
        return new BadInput(
                given.origin().description() + ": " + key + " " + rule + ", got " + got);
    }
}
