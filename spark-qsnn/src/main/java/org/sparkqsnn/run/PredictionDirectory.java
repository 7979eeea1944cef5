package org.sparkqsnn.run;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.storage.ReplacedFile;
import org.sparkqsnn.storage.Storage;

/**
 * Predictions of a network for all samples of a set, a table of Parquet files:
 *
 * <pre>
 * _predict.json                 whose predictions of what ({@link Identity}); complete when all are there
 * part-NNNNN-SHA256.parquet     rows of neighbouring samples; ends in the first 16 digits of its sha256
 * </pre>
 *
 * A part is known to be whole by its name, so that a second start writes only what is missing. Two
 * processes that write here write the same.
 */
public final class PredictionDirectory {
    private static final String IDENTITY = "_predict.json";
    private static final Pattern PART = Pattern.compile("part-(\\d{5,9})-([0-9a-f]{16})\\.parquet");

    private final Storage storage;
    private final ReplacedFile identity;

    private PredictionDirectory(Storage storage) {
        this.storage = storage;
        this.identity = new ReplacedFile(storage, IDENTITY);
    }

    /**
     * What is predicted.
     *
     * @param version of this file
     * @param paramsSha256 of the network's parameters
     * @param configSha256 of the config that decides the result
     * @param dataSha256 of the dataset
     * @param split {@code train} or {@code test}
     * @param samples rows of all parts
     * @param parts files
     * @param complete whether all are there
     */
    public record Identity(
            int version,
            String paramsSha256,
            String configSha256,
            String dataSha256,
            String split,
            int samples,
            int parts,
            boolean complete) {
        static final int VERSION = 1;

        public Identity {
            if (version != VERSION)
                throw new BadInput(
                        "predictions have version " + version + ", this build reads " + VERSION);
        }

        /** Predictions that are to be made. */
        public static Identity of(
                String params, String config, String data, String split, int samples, int parts) {
            return new Identity(VERSION, params, config, data, split, samples, parts, false);
        }

        Identity with(boolean complete) {
            return new Identity(
                    version,
                    paramsSha256,
                    configSha256,
                    dataSha256,
                    split,
                    samples,
                    parts,
                    complete);
        }
    }

    /** The directory at a URI or path; it need not exist. */
    public static PredictionDirectory at(String uri, Configuration conf) {
        return new PredictionDirectory(Storage.of(uri, conf));
    }

    /** Its path as a user writes it. */
    public String name() {
        return storage.nameOf("");
    }

    /**
     * Begins, or goes on with the same predictions.
     *
     * @return whether all are there
     * @throws BadInput if the directory holds anything else
     */
    public boolean begin(Identity wanted) {
        Optional<Identity> there =
                identity.read().map(json -> Json.read(json, Identity.class, nameOf(IDENTITY)));
        if (there.isEmpty()) {
            if (!storage.list("").isEmpty())
                throw new BadInput(name() + " is not empty; give another --out, or empty it");
            identity.replace(Json.pretty(wanted));
            return false;
        }
        if (!there.get().with(false).equals(wanted))
            throw new BadInput(
                    name()
                            + ": holds the predictions of another network or of other data; give"
                            + " another --out");
        return there.get().complete;
    }

    /** Says that all parts are there. */
    public void finish(Identity done) {
        identity.replace(Json.pretty(done.with(true)));
    }

    /** Names of the parts that are there, by number, whole or not; one for each number. */
    public Map<Integer, String> parts() {
        Map<Integer, String> parts = new TreeMap<>();
        for (String name : storage.list("")) {
            Matcher part = PART.matcher(name);
            if (part.matches()) parts.put(Integer.valueOf(part.group(1)), name);
        }
        return parts;
    }

    /** Whether a part is whole. */
    public boolean isWhole(String part) {
        Matcher name = PART.matcher(part);
        if (!name.matches()) throw new IllegalArgumentException(part + " is the name of no part");
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(storage.open(part), digest)) {
            byte[] piece = new byte[1 << 16];
            while (in.read(piece) >= 0) {}
        } catch (IOException e) {
            return false;
        }
        return Sha256.hex(digest).startsWith(name.group(2));
    }

    /** Writes a part. */
    public void write(int number, byte[] parquet) {
        String sha256 = Sha256.of(parquet).substring(0, 16);
        String name = String.format(Locale.ROOT, "part-%05d-%s.parquet", number, sha256);
        Storage.Written unused = storage.write(name, out -> out.write(parquet));
    }

    /** Deletes a part that is not whole. */
    public void delete(String part) {
        storage.delete(part);
    }

    private String nameOf(String file) {
        return storage.nameOf(file);
    }
}
