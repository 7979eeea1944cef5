package org.sparkqsnn.config;

import java.util.Collection;
import java.util.Comparator;

/** The key that somebody may have meant who wrote one that does not exist. */
final class NearestKey {
    /** More of a key is not looked at: comparing takes the product of both lengths. */
    private static final int LONGEST = 100;

    private NearestKey() {}

    /**
     * The key of smallest edit distance; a last part that agrees counts as half as far.
     *
     * @param known not empty
     */
    static String of(String given, Collection<String> known) {
        String key = given.substring(0, Math.min(given.length(), LONGEST));
        return known.stream().min(Comparator.comparingInt(one -> distance(key, one))).orElseThrow();
    }

    private static int distance(String key, String known) {
        int whole = edits(key, known);
        int last = edits(lastPart(key), lastPart(known));
        return Math.min(2 * whole, 2 * last + 1);
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Levenshtein distance by its recurrence, one row at a time. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
