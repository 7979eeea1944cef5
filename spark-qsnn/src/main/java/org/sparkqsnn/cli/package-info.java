/**
 * This package is the root of the command line: {@link org.sparkqsnn.cli.Qsnn} knows the verbs,
 * explains failures and gives exit codes. The verbs stand in the packages below it, grouped as
 * {@code --help} groups them. It may import those packages, and below them {@code training}, {@code
 * storage}, {@code run} and {@code spark} for the failures it explains and the versions it names.
 * To add a verb, write a command class that returns an exit code, its entry in Qsnn, a folder in
 * {@code conf/} and a page in {@code docs/guide/}.
 */
package org.sparkqsnn.cli;
