package org.sparkqsnn.cli.terminal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and SIGINT as a wish: the first asks to come to an end, the second ends the process. A
 * shutdown hook will not do, since Spark's own would stop the context under the round.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    private final AtomicBoolean asked = new AtomicBoolean();
    private final String answer;

    private StopSignal(String answer) {
        this.answer = answer;
    }

    /**
     * Listens from now on, until closed.
     *
     * @param answer said to the first signal: what is done before the end
     */
    public static StopSignal listen(String answer) {
        StopSignal stop = new StopSignal(answer);
        for (String name : new String[] {"TERM", "INT"})
            Signal.handle(new Signal(name), stop::receive);
        return stop;
    }

    @Override
    public boolean getAsBoolean() {
        return asked.get();
    }

    @Override
    public void close() {
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), SignalHandler.SIG_DFL);
        }
    }

    private void receive(Signal signal) {
        if (asked.getAndSet(true)) Runtime.getRuntime().halt(128 + signal.getNumber());
        System.err.println();
        System.err.println(answer + "; once more to quit at once");
    }
}
