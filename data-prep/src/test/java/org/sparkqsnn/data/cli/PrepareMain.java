package org.sparkqsnn.data.cli;

import picocli.CommandLine;

/** {@code prepare} alone, as the command line of spark-qsnn runs it. */
final class PrepareMain {
    private PrepareMain() {}

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new PrepareCommand());
        System.exit(command.setExecutionExceptionHandler(new OneLineErrors()).execute(args));
    }
}
