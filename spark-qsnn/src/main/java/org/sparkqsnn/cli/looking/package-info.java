/**
 * This package holds the verbs that look at what was trained, {@code evaluate} and {@code report}.
 * It may import {@code cli.terminal}, {@code report}, {@code spark}, {@code training} and what lies
 * below them, but no other verb. What is computed is the business of those packages: here stand
 * options, messages and where results are written.
 */
package org.sparkqsnn.cli.looking;
