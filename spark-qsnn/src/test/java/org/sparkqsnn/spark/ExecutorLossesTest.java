package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.SparkException;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.collection.immutable.List$;
import scala.collection.immutable.Map$;

/** Events with the texts that Spark writes, of a context that is not there. */
class ExecutorLossesTest {
    private static final String ABORTED =
            "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent"
                    + " failure: Lost task 0.3 in stage 1.0 (TID 7) (10.0.0.52 executor 3): ";

    private final AtomicInteger slots = new AtomicInteger();
    private final List<ExecutorLosses> left = new ArrayList<>();
    private final ExecutorLosses losses = new ExecutorLosses(slots::get, left::add);

    /** Text of a lost executor, and the line of it that tells of memory. */
    static Stream<Arguments> wantOfMemory() {
        return Stream.of(
                Arguments.of(LossTexts.FULL_HEAP, LossTexts.FULL_HEAP),
                Arguments.of(LossTexts.KILLED, LossTexts.KILLED),
                Arguments.of(LossTexts.YARN_MEMORY, LossTexts.YARN_MEMORY),
                Arguments.of(LossTexts.YARN_TERMINATED, LossTexts.YARN_STATUS),
                Arguments.of(LossTexts.KUBERNETES_KILLED, LossTexts.KUBERNETES_KILLED_LINE),
                Arguments.of(LossTexts.KUBERNETES_FULL_HEAP, LossTexts.KUBERNETES_FULL_HEAP_LINE));
    }

    static Stream<String> otherLosses() {
        return Stream.of(
                LossTexts.ENDED,
                LossTexts.YARN_PREEMPTED,
                LossTexts.YARN_TAKEN_AWAY,
                LossTexts.KUBERNETES_EVICTED,
                LossTexts.DISASSOCIATED,
                LossTexts.SILENT);
    }

    @ParameterizedTest
    @MethodSource("wantOfMemory")
    void executorWithoutMemory_isKnownByOneLine(String reason, String line) {
        remove(reason);
        assertEquals(1, losses.count());
        assertEquals(Optional.of(line), losses.memory(0));
        assertEquals(Optional.of(line), losses.awaitMemory());
    }

    @ParameterizedTest
    @MethodSource("otherLosses")
    void otherLoss_countsAndIsNoWantOfMemory(String reason) {
        remove(reason);
        assertEquals(1, losses.count());
        assertEquals(Optional.empty(), losses.memory(0));
    }

    /** A task may tell before the executor that it ran on is gone. */
    @ParameterizedTest
    @MethodSource("wantOfMemory")
    void taskOfAnExecutorWithoutMemory_tellsOfIt(String reason, String line) {
        fail(new ExecutorLostFailure("3", true, Option.apply(reason)));
        assertEquals(1, losses.count());
        String told = losses.memory(0).orElseThrow();
        assertTrue(told.endsWith(line), told);
        assertEquals(1, told.lines().count());
    }

    @ParameterizedTest
    @MethodSource("otherLosses")
    void taskOfAnExecutorThatWasLostOtherwise_isNoLoss(String reason) {
        fail(new ExecutorLostFailure("3", false, Option.apply(reason)));
        assertEquals(0, losses.count());
    }

    @Test
    void errorInATask_isWantOfMemory() {
        fail(threw(new OutOfMemoryError("Java heap space")));
        assertEquals(Optional.of("java.lang.OutOfMemoryError: Java heap space"), losses.memory(0));
    }

    @Test
    void taskThatEndsWell_orFailsByItself_isNoLoss() {
        fail(Success$.MODULE$);
        fail(threw(new IllegalStateException("shard 52 is empty")));
        assertEquals(0, losses.count());
    }

    @Test
    void memory_isTheLastLossForWantOfIt_afterThoseThatWereKnown() {
        remove(LossTexts.FULL_HEAP);
        remove(LossTexts.KILLED);
        remove(LossTexts.DISASSOCIATED);
        assertEquals(Optional.of(LossTexts.KILLED), losses.memory(0));
        int known = losses.count();
        assertEquals(3, known);
        assertEquals(Optional.empty(), losses.memory(known));
        remove(LossTexts.FULL_HEAP);
        assertEquals(Optional.of(LossTexts.FULL_HEAP), losses.memory(known));
    }

    /** The exit code comes after the failures of the tasks. */
    @Test
    void awaitMemory_waitsForWhatComesLate() {
        Thread late =
                new Thread(
                        () -> {
                            sleep(300);
                            remove(LossTexts.FULL_HEAP);
                        });
        late.start();
        assertEquals(Optional.of(LossTexts.FULL_HEAP), losses.awaitMemory());
    }

    @Test
    void slotsAndCores_areTheMostThatThereWere() {
        assertEquals(0, losses.slots());
        assertEquals(0, losses.cores());
        add("0", 4, 4);
        add("1", 2, 6);
        assertEquals(4, losses.cores());
        slots.set(0); // all are lost, or the context has stopped
        assertEquals(6, losses.slots());
        slots.set(8); // their events are on their way
        assertEquals(8, losses.slots());
    }

    @Test
    void close_leavesTheContext() {
        losses.close();
        assertEquals(List.of(losses), left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ABORTED
                        + "ExecutorLostFailure (executor 3 exited caused by one of the running"
                        + " tasks) Reason: Command exited with code 52\nDriver stacktrace:",
                ABORTED
                        + "java.util.concurrent.RejectedExecutionException: Task"
                        + " org.apache.spark.executor.Executor$TaskRunner@1 rejected from"
                        + " java.util.concurrent.ThreadPoolExecutor@2[Shutting down, pool size = 1,"
                        + " active threads = 1, queued tasks = 0, completed tasks = 3]",
                "Job 3 cancelled because SparkContext was shut down"
            })
    void endOfAJob_whoseExecutorsEnded_isASequel(String message) {
        assertTrue(ExecutorLosses.isSequel(new SparkException(message)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ABORTED + "java.lang.IllegalStateException: shard 7 is empty",
                "Job 3 cancelled as part of cancellation of all jobs"
            })
    void endOfAJob_forItself_isNoSequel(String message) {
        assertFalse(ExecutorLosses.isSequel(new SparkException(message)));
    }

    /** Of a trial that is given up, the reason has one line, too. */
    @Test
    void taskGivenUp_tellsOfMemory_whereverItStands() {
        String lost =
                ABORTED
                        + "ExecutorLostFailure (executor 3 exited caused by one of the running"
                        + " tasks) Reason: ";
        String stack = "\nDriver stacktrace:";
        assertEquals(
                Optional.of(LossTexts.KUBERNETES_KILLED_LINE),
                SparkTrials.reason(lost + LossTexts.KUBERNETES_KILLED + stack));
        assertEquals(
                Optional.of(
                        "ExecutorLostFailure (executor 3 exited caused by one of the running"
                                + " tasks) Reason: "
                                + LossTexts.SILENT),
                SparkTrials.reason(lost + LossTexts.SILENT + stack));
        assertEquals(Optional.empty(), SparkTrials.reason("Job 3 cancelled"));
    }

    private void remove(String reason) {
        losses.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "3", reason));
    }

    private void fail(TaskEndReason reason) {
        losses.onTaskEnd(new SparkListenerTaskEnd(1, 0, "ResultTask", reason, null, null, null));
    }

    private static ExceptionFailure threw(Throwable e) {
        return new ExceptionFailure(e, List$.MODULE$.empty());
    }

    private void add(String id, int cores, int slotsThen) {
        slots.set(slotsThen);
        losses.onExecutorAdded(
                new SparkListenerExecutorAdded(
                        0, id, new ExecutorInfo("host", cores, Map$.MODULE$.empty())));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
