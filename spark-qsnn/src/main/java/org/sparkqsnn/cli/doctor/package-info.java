/**
 * This package is the verb {@code doctor}: it opens a session, hands its facts to the checks of
 * {@link org.sparkqsnn.doctor} and prints what they find. It may import {@code cli.terminal},
 * {@code doctor}, {@code spark}, {@code training} and what lies below them, but no other verb.
 */
package org.sparkqsnn.cli.doctor;
