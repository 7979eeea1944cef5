/**
 * The command line: one class per verb over the packages below, no logic of its own but what a
 * person sees. May import everything. To add a verb: a command class that returns an exit code, its
 * entry in {@link org.sparkqsnn.cli.Qsnn}, a folder in {@code conf/}, a section in the README.
 */
package org.sparkqsnn.cli;
