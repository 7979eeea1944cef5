package org.sparkqsnn.run;

import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;

/**
 * {@code MANIFEST-NNNNNN.json}: which files make a checkpoint. It is written last: a checkpoint is
 * there if its manifest is whole and its files have the sha256 that stands in it.
 *
 * @param version of the format, {@value #VERSION}
 * @param round rounds done
 * @param configSha256 of the config that decides the result
 * @param files those in its folder, and the segments of the metrics before it
 */
record Manifest(int version, int round, String configSha256, List<StoredFile> files) {
    static final int VERSION = 1;

    /** Where the folders of all checkpoints are. */
    static final String FOLDERS = "ckpt";

    Manifest {
        if (version != VERSION) {
            throw new BadInput("manifest version " + version + ", this build reads " + VERSION);
        }
        files = List.copyOf(files);
    }

    /** Where the file of that name is, such as {@code weights.bin}. */
    Optional<String> find(String name) {
        return files.stream()
                .map(StoredFile::file)
                .filter(file -> file.endsWith("/" + name))
                .findAny();
    }

    /** False for a path that no writer has made; older builds had one folder for a round. */
    boolean mayList(String file) {
        return MetricsLog.isSegment(file)
                || file.matches(String.format(FOLDERS + "/r%06d(-\\d+)?/[a-z.]+", round));
    }

    static String name(int round) {
        return String.format("MANIFEST-%06d.json", round);
    }

    /**
     * Where the files of a checkpoint go.
     *
     * @param lease of the writer: no two write the same folder
     */
    static String folder(int round, int lease) {
        return String.format(FOLDERS + "/r%06d-%d", round, lease);
    }
}
