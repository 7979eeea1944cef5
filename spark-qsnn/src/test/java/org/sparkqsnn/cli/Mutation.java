package org.sparkqsnn.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways in which a good file goes bad. */
enum Mutation {
    FLIPPED_BIT {
        @Override
        byte[] of(byte[] good, Random random) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            return bad;
        }
    },
    TRUNCATED {
        @Override
        byte[] of(byte[] good, Random random) {
            return Arrays.copyOf(good, random.nextInt(good.length));
        }
    },
    INSERTED {
        @Override
        byte[] of(byte[] good, Random random) {
            byte[] more = new byte[1 + random.nextInt(40)];
            random.nextBytes(more);
            return inserted(good, random.nextInt(good.length + 1), more);
        }
    },
    REPEATED {
        @Override
        byte[] of(byte[] good, Random random) {
            int from = random.nextInt(good.length);
            int to = from + random.nextInt(good.length - from + 1);
            return inserted(good, to, Arrays.copyOfRange(good, from, to));
        }
    },
    /** One of the numbers that headers hold, where a header may be. */
    HUGE_COUNT {
        @Override
        byte[] of(byte[] good, Random random) {
            int[] counts = {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 28, 0};
            byte[] bad = good.clone();
            int at = random.nextInt(Math.min(bad.length - 4, 24)) / 4 * 4;
            if (random.nextInt(3) == 0) at = random.nextInt(bad.length - 4);
            ByteBuffer.wrap(bad)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(at, counts[random.nextInt(counts.length)]);
            return bad;
        }
    },
    OTHER_NUMBER {
        @Override
        byte[] of(byte[] good, Random random) {
            List<String> numbers =
                    List.of(
                            "NaN",
                            "Infinity",
                            "-1",
                            "0.5",
                            "1e999",
                            "1e-999999999",
                            "2147483648",
                            "99999999999999999999",
                            "9".repeat(90_000),
                            "null",
                            "\"" + "x".repeat(90_000) + "\"");
            return replaced(good, NUMBER, numbers.get(random.nextInt(numbers.size())), random);
        }
    },
    DEEP {
        @Override
        byte[] of(byte[] good, Random random) {
            String open = random.nextBoolean() ? "[" : "{\"a\":";
            int depth = random.nextBoolean() ? 900 : 60_000;
            return replaced(good, NUMBER, open.repeat(depth), random);
        }
    },
    LONG_STRING {
        @Override
        byte[] of(byte[] good, Random random) {
            return replaced(good, STRING, "\"" + "y".repeat(300_000) + "\"", random);
        }
    },
    REPEATED_LINE {
        @Override
        byte[] of(byte[] good, Random random) {
            List<String> lines = text(good).lines().toList();
            int line = random.nextInt(lines.size());
            String before = String.join("\n", lines.subList(0, line + 1));
            String after = String.join("\n", lines.subList(line, lines.size()));
            return (before + (before.endsWith(",") ? "\n" : ",\n") + after)
                    .getBytes(StandardCharsets.UTF_8);
        }
    };

    private static final Pattern NUMBER = Pattern.compile("(?<=[:=\\[] ?)\\d[-+.eE\\d]*");
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");

    /** What can befall any file. */
    static final List<Mutation> OF_BYTES =
            List.of(FLIPPED_BIT, TRUNCATED, INSERTED, REPEATED, HUGE_COUNT);

    /** What can befall JSON and HOCON beyond that. */
    static final List<Mutation> OF_TEXT =
            List.of(OTHER_NUMBER, OTHER_NUMBER, DEEP, LONG_STRING, REPEATED_LINE);

    abstract byte[] of(byte[] good, Random random);

    private static byte[] inserted(byte[] good, int at, byte[] more) {
        ByteArrayOutputStream bad = new ByteArrayOutputStream();
        bad.write(good, 0, at);
        bad.writeBytes(more);
        bad.write(good, at, good.length - at);
        return bad.toByteArray();
    }

    private static byte[] replaced(byte[] good, Pattern what, String by, Random random) {
        String text = text(good);
        List<MatchResult> found = what.matcher(text).results().toList();
        MatchResult one = found.get(random.nextInt(found.size()));
        return (text.substring(0, one.start()) + by + text.substring(one.end()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
