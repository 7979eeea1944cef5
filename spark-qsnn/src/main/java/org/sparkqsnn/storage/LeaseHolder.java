package org.sparkqsnn.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that holds a lease, as others can know it.
 *
 * @param host name of its machine, for people
 * @param machine what tells whether two process numbers are of one machine: boot and process
 *     namespace, since containers share host names
 * @param pid process number
 * @param started when the process started, ISO 8601; empty where the system does not tell
 */
public record LeaseHolder(String host, String machine, long pid, String started) {
    /** A clock that is set moves start times; a number that is used again is older by far. */
    private static final Duration SAME_START = Duration.ofMinutes(1);

    /** The holder that this process is. */
    public static LeaseHolder current() {
        ProcessHandle process = ProcessHandle.current();
        String started = process.info().startInstant().map(Instant::toString).orElse("");
        return new LeaseHolder(hostName(), machineId(), process.pid(), started);
    }

    /** Name of this machine, for people. */
    public static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** True if the process ran on this machine and runs no more; false if that cannot be known. */
    boolean isGone() {
        if (!machine.equals(machineId())) return false;
        Optional<ProcessHandle> now = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return now.isEmpty() || now.get().info().startInstant().map(this::isAnother).orElse(false);
    }

    @Override
    public String toString() {
        return "process " + pid + " on " + host;
    }

    private boolean isAnother(Instant start) {
        try {
            Duration apart = Duration.between(Instant.parse(started), start).abs();
            return apart.compareTo(SAME_START) > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** From Linux's /proc; elsewhere the name of the host. */
    private static String machineId() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException e) {
            return hostName();
        }
    }
}
