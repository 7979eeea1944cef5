package org.sparkqsnn.run;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.storage.StoredFile;

/**
 * {@code MANIFEST-NNNNNN.json}: which files make a checkpoint. It is written last: a checkpoint is
 * there if its manifest is whole and its files have the sha256 that stands in it. That finds
 * damage; whoever can change a file can change its sha256 as well.
 *
 * @param version of the format, {@value #VERSION}
 * @param round rounds done
 * @param configSha256 of the config that decides the result
 * @param files those in its folder, and the segments of the metrics before it
 */
public record Manifest(int version, int round, String configSha256, List<StoredFile> files) {
    static final int VERSION = 1;

    /** Where the folders of all checkpoints are. */
    static final String FOLDERS = "ckpt";

    /** Names of a checkpoint's files. */
    public static final Pattern FILE = Pattern.compile("[a-z]+\\.[a-z]+");

    /** Paths that a writer makes; older builds had one folder for a round. */
    private static final String OWN = FOLDERS + "/r%06d(-\\d{1,9})?/" + FILE.pattern();

    public Manifest {
        if (version != VERSION) {
            throw new BadInput("manifest version " + version + ", this build reads " + VERSION);
        }
        files = List.copyOf(files);
        Pattern own = Pattern.compile(String.format(OWN, round));
        for (StoredFile entry : files) {
            String file = entry.file();
            if (!own.matcher(file).matches() && !MetricsLog.isSegment(file))
                throw new BadInput("lists " + file + ", which is no file of its checkpoint");
        }
    }

    /** Where the file of that name is, such as {@code weights.bin}. */
    Optional<String> find(String name) {
        return files.stream()
                .map(StoredFile::file)
                .filter(file -> file.endsWith("/" + name))
                .findAny();
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
