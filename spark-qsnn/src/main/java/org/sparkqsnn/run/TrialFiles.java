package org.sparkqsnn.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.storage.Content;
import org.sparkqsnn.storage.Storage;

/**
 * The results of trials, which sweeps may share, on any Hadoop file system. Names say what is
 * there, so that one listing tells a resumed sweep what is done:
 *
 * <pre>
 * ID-eNNNN.json          result of trial ID after NNNN epochs; written once
 * ID-eNNNN-UUID.bin      where it goes on from; counts if the result names it
 * </pre>
 *
 * Tasks write the latter, each attempt a file of its own; the driver alone writes the former.
 */
public final class TrialFiles {
    private static final Pattern RESULT = Pattern.compile("([0-9a-f]{64})-e(\\d{4,6})\\.json");
    private static final Pattern STATE =
            Pattern.compile(
                    "([0-9a-f]{64})-e(\\d{4,6})-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.bin");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private final Storage storage;

    private TrialFiles(Storage storage) {
        this.storage = storage;
    }

    /** Those in a directory, which need not exist. */
    public static TrialFiles at(String uri, Configuration conf) {
        return new TrialFiles(Storage.of(uri, conf));
    }

    /** Whether they are on a disk of this machine, or something mounted like one. */
    public boolean isLocal() {
        return storage.isLocal();
    }

    /** Trials that have results, each with its epochs. */
    public Map<String, TreeSet<Integer>> results() {
        Map<String, TreeSet<Integer>> found = new HashMap<>();
        for (String name : storage.list("")) {
            Matcher result = RESULT.matcher(name);
            if (!result.matches()) continue;
            found.computeIfAbsent(result.group(1), id -> new TreeSet<>())
                    .add(Integer.valueOf(result.group(2)));
        }
        return found;
    }

    /** A result; empty if it is not there or torn. */
    public Optional<byte[]> read(String id, int epochs) {
        return storage.find(name(id, epochs) + ".json").filter(Json::isWhole);
    }

    public void write(String id, int epochs, byte[] json) {
        storage.write(name(id, epochs) + ".json", out -> out.write(json));
    }

    /**
     * Writes a state under a name that no other attempt uses.
     *
     * @return its name and sha256
     */
    public StateName writeState(String id, int epochs, Content content) {
        String file = name(id, epochs) + "-" + UUID.randomUUID() + ".bin";
        return new StateName(file, storage.write(file, content).sha256());
    }

    /** A state, to be checked against its sha256 when it has been read. */
    public InputStream openState(StateName state) throws IOException {
        return storage.open(state.file());
    }

    /** Deletes the states of these trials that no result in {@code kept} names. */
    public void dropStates(Set<String> trials, Set<String> kept) {
        for (String name : storage.list("")) {
            Matcher state = STATE.matcher(name);
            if (state.matches() && trials.contains(state.group(1)) && !kept.contains(name)) {
                storage.delete(name);
            }
        }
    }

    public void deleteState(StateName state) {
        storage.delete(state.file());
    }

    public String nameOf(String id, int epochs) {
        return storage.nameOf(name(id, epochs) + ".json");
    }

    private static String name(String id, int epochs) {
        return String.format(Locale.ROOT, "%s-e%04d", id, epochs);
    }

    /**
     * A state's file and what is in it. The name comes from a result that anybody may have written
     * who shares the directory: it can be that of a state and nothing else.
     */
    public record StateName(String file, String sha256) {
        public StateName {
            if (!STATE.matcher(file).matches())
                throw new BadInput("file must be the name of a state, got " + file);
            if (!SHA256.matcher(sha256).matches())
                throw new BadInput("sha256 must be 64 hex digits, got " + sha256);
        }

        /** Whether it is a state of that trial after so many epochs. */
        public boolean isOf(String id, int epochs) {
            Matcher name = STATE.matcher(file);
            return name.matches()
                    && name.group(1).equals(id)
                    && Integer.parseInt(name.group(2)) == epochs;
        }
    }
}
