package org.sparkqsnn.cli;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Where results go when the user names no directory. */
final class NewDirectory {
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private NewDirectory() {}

    /** {@code start} and the time, to the millisecond. */
    static String called(String start) {
        return start + NOW.format(LocalDateTime.now(ZoneId.systemDefault()));
    }
}
