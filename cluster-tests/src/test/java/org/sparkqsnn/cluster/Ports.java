package org.sparkqsnn.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** TCP ports on which a process listens, from Linux's /proc. */
final class Ports {
    private static final String LISTENS = "0A";

    private Ports() {}

    static Set<Integer> of(ProcessHandle process) {
        Map<String, Integer> listening = new HashMap<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : lines(Processes.proc(process, table))) {
                // Number, local address:port in hexadecimal, remote, state, ..., inode.
                String[] fields = line.strip().split("\\s+", -1);
                if (!fields[3].equals(LISTENS)) continue;
                String port = fields[1].substring(fields[1].lastIndexOf(':') + 1);
                listening.put("socket:[" + fields[9] + "]", Integer.parseInt(port, 16));
            }
        }
        listening.keySet().retainAll(openFiles(process));
        return new TreeSet<>(listening.values());
    }

    private static Set<String> openFiles(ProcessHandle process) {
        return Scratch.list(Processes.proc(process, "fd")).stream()
                .map(Ports::target)
                .collect(Collectors.toSet());
    }

    /** What a link points to; empty if it was closed meanwhile. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Without the heading; nothing for a process that is gone. */
    private static List<String> lines(Path table) {
        try {
            List<String> lines = Files.readAllLines(table);
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
