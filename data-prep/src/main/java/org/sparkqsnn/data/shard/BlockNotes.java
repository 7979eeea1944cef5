package org.sparkqsnn.data.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.sparkqsnn.data.mix.BlockPlan;
import org.sparkqsnn.data.schema.BadInput;

/**
 * What says how far a dataset is that is written block by block, format version 1.
 *
 * <p>{@code prepared.json} comes first, ties the folder to its plan, and stays: a later run knows
 * by it that the dataset is there, and people what the classes are called. {@code
 * _prepare/train-00005.json} is written when that block is complete, and goes after the manifest.
 * All of it may be a stranger's: names are ours, and a note is believed only as far as the block
 * file has its sha256.
 */
final class BlockNotes {
    static final String PREPARED = "prepared.json";
    private static final int VERSION = 1;
    private static final int LONGEST = 1 << 20;
    private static final JsonMapper MAPPER = ManifestJson.strict();
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Files of {@code _prepare}: notes, and what was being written when a process died. */
    private static final Pattern OURS =
            Pattern.compile(
                    "(train|test)-[0-9]{5}\\.json|" + BlockFile.TEMPORARY + "[A-Za-z0-9.-]+");

    private static final Pattern TEMPORARY =
            Pattern.compile(BlockFile.TEMPORARY + "[0-9a-f-]{36}-(manifest|prepared)\\.json");

    private final HadoopFolder folder;
    private final HadoopFolder workshop;

    /**
     * {@code prepared.json}.
     *
     * @param plan its id
     * @param classes names of the labels 0, 1, …; empty if they have none
     */
    record Prepared(int version, String plan, List<String> classes) {}

    /**
     * A note.
     *
     * @param plan its id
     * @param sha256 of the block file
     */
    record Note(int version, String plan, String sha256) {}

    BlockNotes(HadoopFolder folder) {
        this.folder = folder;
        this.workshop = new HadoopFolder(folder.files(), new Path(folder.directory(), "_prepare"));
    }

    /** Where files lie while they are written. */
    HadoopFolder workshop() {
        return workshop;
    }

    /** Refuses a folder whose dataset was not written this way, before anything is counted. */
    void requireOurs() throws IOException {
        if (folder.has(Manifest.FILE) && !folder.has(PREPARED)) {
            throw DatasetWriter.otherDataset(folder);
        }
    }

    /** Ties the folder to the plan; refuses one that is tied to another. */
    void begin(BlockPlan plan, List<String> classes) throws IOException {
        Prepared ours = new Prepared(VERSION, plan.id(), classes);
        Optional<byte[]> there = small(folder, PREPARED);
        if (there.isEmpty()) {
            folder.commit(PREPARED, MAPPER.writeValueAsBytes(ours));
        } else if (!prepared(there.get()).equals(ours)) {
            throw new BadInput(
                    folder.directory()
                            + " belongs to other images, or to another --size or --block-size;"
                            + " give another --out, or remove that folder first");
        }
    }

    private Prepared prepared(byte[] json) {
        try {
            return MAPPER.readValue(json, Prepared.class);
        } catch (IOException e) {
            String fault = e instanceof JsonProcessingException j ? ManifestJson.fault(j) : "";
            throw new BadInput(
                    folder.nameOf(PREPARED)
                            + ": not written by this version of spark-qsnn ("
                            + fault
                            + "); give another --out, or remove that folder first",
                    e);
        }
    }

    /** The sha256 of a block that was completed for this plan. */
    Optional<String> sha256(BlockPlan plan, int block) throws IOException {
        Optional<byte[]> json = small(workshop, name(plan, block));
        if (json.isEmpty()) return Optional.empty();
        try {
            Note note = MAPPER.readValue(json.get(), Note.class);
            boolean valid =
                    note.version() == VERSION
                            && note.plan().equals(plan.id())
                            && SHA256.matcher(note.sha256()).matches();
            return valid ? Optional.of(note.sha256()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty(); // the block is written again, and so is the note
        }
    }

    /** Notes that a block is complete. */
    void complete(BlockPlan plan, int block, String sha256) throws IOException {
        byte[] json = MAPPER.writeValueAsBytes(new Note(VERSION, plan.id(), sha256));
        String name = name(plan, block);
        if (workshop.holds(name, json)) return;
        workshop.delete(name);
        workshop.commit(name, json);
    }

    /** Drops the notes and what crashed attempts left, by name; a file of anybody else stays. */
    void end() throws IOException {
        delete(folder, TEMPORARY);
        if (!workshop.exists()) return;
        delete(workshop, OURS);
        if (!folder.files().listStatusIterator(workshop.directory()).hasNext()) {
            folder.files().delete(workshop.directory(), false);
        }
    }

    private static void delete(HadoopFolder from, Pattern names) throws IOException {
        RemoteIterator<FileStatus> files = from.files().listStatusIterator(from.directory());
        while (files.hasNext()) {
            FileStatus file = files.next();
            String name = file.getPath().getName();
            if (file.isFile() && names.matcher(name).matches()) from.delete(name);
        }
    }

    private static Optional<byte[]> small(HadoopFolder from, String file) throws IOException {
        try (InputStream in = from.open(file)) {
            return Optional.of(in.readNBytes(LONGEST));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String name(BlockPlan plan, int block) {
        return String.format(
                Locale.ROOT, "%s-%05d.json", plan.part(block).text(), plan.inPart(block));
    }
}
