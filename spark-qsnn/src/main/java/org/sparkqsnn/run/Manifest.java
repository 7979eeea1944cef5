package org.sparkqsnn.run;

import java.util.List;
import org.sparkqsnn.data.schema.BadInput;

/**
 * {@code MANIFEST-NNNNNN.json}: which files make a checkpoint. It is written last: a checkpoint is
 * there if its manifest is whole and its files have the sha256 that stands in it.
 *
 * @param version of the format, {@value #VERSION}
 * @param round rounds done
 * @param configSha256 of the config that decides the result
 * @param files relative to the run directory
 */
record Manifest(int version, int round, String configSha256, List<Entry> files) {
    static final int VERSION = 1;

    /** Where the folders of all checkpoints are. */
    static final String FOLDERS = "ckpt";

    /** One file of a checkpoint. */
    record Entry(String file, long bytes, String sha256) {}

    Manifest {
        if (version != VERSION) {
            throw new BadInput("manifest version " + version + ", this build reads " + VERSION);
        }
        files = List.copyOf(files);
    }

    boolean lists(String file) {
        return files.stream().anyMatch(entry -> entry.file().equals(file));
    }

    static String name(int round) {
        return String.format("MANIFEST-%06d.json", round);
    }

    static String folder(int round) {
        return String.format(FOLDERS + "/r%06d", round);
    }
}
