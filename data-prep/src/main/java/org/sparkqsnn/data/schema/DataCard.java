package org.sparkqsnn.data.schema;

/**
 * What the manifest says about the data beside the numbers. Nothing here depends on the machine, so
 * that the same bytes give the same manifest whether they came from a mirror, a package or a
 * folder.
 *
 * @param name what reports and terminals show, not blank and without control characters
 * @param source home of the data, not the mirror that happened to answer
 * @param licence of the data; "unknown" for a user's own files
 * @param citation whom to name in a paper; empty if nobody
 */
public record DataCard(String name, String source, String licence, String citation) {
    public DataCard {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("name must have no control characters");
        }
    }
}
