package org.sparkqsnn.experiment;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
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

    /** The value as a {@code type}; refused in one line that names file and key if it is none. */
    Object as(Class<?> type) {
        if (type == List.class) return wholeNumbers();
        if (given.valueType() == ConfigValueType.LIST) throw refuse("must be one value");
        String text = String.valueOf(given.unwrapped());
        if (type == String.class) return text;
        if (type == Bptt.class) return bptt(text);
        if (type == double.class) return number(text, "must be a number").doubleValue();
        if (type == long.class) return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        if (type == int.class) return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return constant(type, text);
    }

    private Bptt bptt(String text) {
        try {
            return Bptt.parse(text);
        } catch (BadInput e) {
            throw new BadInput(given.origin().description() + ": " + e.getMessage(), e);
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
        try {
            long value = number(text, rule).longValueExact();
            if (value >= least && value <= most) return value;
        } catch (ArithmeticException e) {
            throw refuse(rule);
        }
        throw refuse(rule);
    }

    private List<Integer> wholeNumbers() {
        return texts().map(text -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .toList();
    }

    /** A list of the file, or {@code [500, 300]} or {@code 500,300} of an override. */
    private Stream<String> texts() {
        if (given instanceof ConfigList list) {
            return list.stream().map(element -> String.valueOf(element.unwrapped()));
        }
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

    private BadInput refuse(String rule) {
        String got =
                given.valueType() == ConfigValueType.STRING
                        ? (String) given.unwrapped()
                        : given.render();
        return new BadInput(
                given.origin().description() + ": " + key + " " + rule + ", got " + got);
    }
}
