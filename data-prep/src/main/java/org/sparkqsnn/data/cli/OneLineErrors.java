package org.sparkqsnn.data.cli;

import org.sparkqsnn.data.schema.BadInput;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * A user's mistake is one line on stderr and exit code 2; anything else is ours, and keeps its
 * stack trace.
 */
public final class OneLineErrors implements IExecutionExceptionHandler {
    /** Exit code of bad input or configuration. */
    public static final int BAD_INPUT = 2;

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
            throws Exception {
        if (e instanceof BadInput) {
            command.getErr().println(e.getMessage());
            return BAD_INPUT;
        }
        throw e;
    }
}
