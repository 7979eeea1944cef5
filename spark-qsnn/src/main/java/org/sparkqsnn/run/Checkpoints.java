package org.sparkqsnn.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.storage.Content;
import org.sparkqsnn.storage.ReplacedFile;
import org.sparkqsnn.storage.Storage;
import org.sparkqsnn.storage.StoredFile;

/**
 * The checkpoints of a run directory: named files under {@code ckpt/rNNNNNN-LEASE}, and a manifest
 * for each.
 *
 * <p>A process may fall asleep after it asked the fence, and wake when another one has taken over
 * long ago. Therefore no two processes write the same folder, and a process drops only what is
 * older than the checkpoints it knows to be whole, all of which its successor had seen.
 */
public final class Checkpoints {
    private static final Pattern MANIFEST = Pattern.compile("MANIFEST-(\\d{6,9})\\.json");
    private static final Pattern ALL_MANIFESTS =
            Pattern.compile("MANIFEST-(\\d{6,9})\\.json(?:\\.next)?");
    private static final Pattern FOLDER = Pattern.compile("r(\\d{6,9})(?:-\\d+)?");
    private final Storage storage;
    private final String configSha256;
    private final int keep;

    /** Rounds of the newest that this process found whole or wrote, newest first. */
    private final Deque<Integer> whole = new ArrayDeque<>();

    public Checkpoints(Storage storage, String configSha256, int keep) {
        this.storage = storage;
        this.configSha256 = configSha256;
        this.keep = keep;
    }

    /** A checkpoint whose files have the sha256 of its manifest. */
    public final class Stored {
        private final Manifest manifest;

        private Stored(Manifest manifest) {
            this.manifest = manifest;
        }

        public int round() {
            return manifest.round();
        }

        public boolean has(String file) {
            return manifest.find(file).isPresent();
        }

        /** Segments of the metrics before it, oldest first. */
        public List<StoredFile> segments() {
            return manifest.files().stream()
                    .filter(entry -> MetricsLog.isSegment(entry.file()))
                    .toList();
        }

        /** Opens one of its files, from a path that messages call {@link #nameOf}. */
        public InputStream open(String file) throws IOException {
            if (!has(file)) throw new IOException("its manifest does not list it");
            return storage.open(path(file));
        }

        /** The first bytes of a file that older builds kept beside the checkpoints. */
        public byte[] beside(String file, long bytes) {
            byte[] all = storage.find(file).orElse(new byte[0]);
            return Arrays.copyOf(all, (int) Math.min(bytes, all.length));
        }

        public String nameOf(String file) {
            return storage.nameOf(path(file));
        }

        private String path(String file) {
            return manifest.find(file).orElse(file);
        }
    }

    /**
     * Writes a checkpoint, its manifest last, then drops old ones.
     *
     * @param segments of the metrics before it, which are there already
     */
    public void write(int round, Map<String, Content> files, List<StoredFile> segments) {
        storage.requireHeld();
        List<StoredFile> entries = new ArrayList<>(segments);
        files.forEach(
                (file, content) -> {
                    String name = Manifest.folder(round, storage.lease()) + "/" + file;
                    Storage.Written written = storage.write(name, content);
                    entries.add(new StoredFile(name, written.bytes(), written.sha256()));
                });
        byte[] json = Json.pretty(new Manifest(Manifest.VERSION, round, configSha256, entries));
        storage.requireHeld();
        manifest(round).replace(json);
        storage.requireHeld();
        remember(round);
        if (whole.size() == keep) {
            for (String old : before(whole.getLast(), "", ALL_MANIFESTS)) storage.delete(old);
            for (String old : before(whole.getLast(), Manifest.FOLDERS, FOLDER))
                storage.deleteFolder(Manifest.FOLDERS + "/" + old, Manifest.FILE);
        }
    }

    private void remember(int round) {
        whole.remove(round);
        whole.addFirst(round);
        if (whole.size() > keep) whole.removeLast();
    }

    /** What a folder has of rounds before {@code oldest}. */
    private List<String> before(int oldest, String folder, Pattern names) {
        return storage.list(folder).stream()
                .filter(
                        name -> {
                            Matcher found = names.matcher(name);
                            return found.matches() && Integer.parseInt(found.group(1)) < oldest;
                        })
                .toList();
    }

    /** True if there is a manifest of that round, be it whole or not. */
    public boolean has(int round) {
        return storage.exists(Manifest.name(round));
    }

    /**
     * The newest checkpoint whose files are whole.
     *
     * @param warnings receives one line for each damaged checkpoint that is passed over
     * @return empty if there never was a checkpoint
     * @throws BadInput if there are checkpoints and all are damaged
     */
    public Optional<Stored> latest(Consumer<String> warnings) {
        List<String> damages = new ArrayList<>();
        for (int round : rounds()) {
            try {
                Optional<Stored> stored = readWhole(round, warnings).map(Stored::new);
                if (stored.isPresent()) {
                    whole.clear();
                    remember(round);
                    return stored;
                }
            } catch (BadInput damage) {
                damages.add(damage.getMessage());
                warnings.accept(
                        "checkpoint of round "
                                + round
                                + " is damaged, trying the one before: "
                                + damage.getMessage());
            }
        }
        if (damages.isEmpty()) return Optional.empty();
        throw new BadInput(
                storage.nameOf("")
                        + ": all "
                        + damages.size()
                        + " checkpoints are damaged ("
                        + damages.get(0)
                        + "); restore one from a copy, or train into a new run.dir");
    }

    /** Rounds that have a manifest, newest first. */
    private List<Integer> rounds() {
        return storage.list("").stream()
                .map(MANIFEST::matcher)
                .filter(Matcher::matches)
                .map(name -> Integer.valueOf(name.group(1)))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /**
     * The manifest of a checkpoint of which everything is as it was written; empty if there is
     * none, whatever a listing says that lags behind. A segment of the metrics that is damaged is
     * left out of it: all checkpoints have the same ones, and weights are worth more than lines.
     *
     * @throws BadInput if something is not as it was written
     */
    private Optional<Manifest> readWhole(int round, Consumer<String> warnings) {
        String name = Manifest.name(round);
        Optional<byte[]> json = manifest(round).read();
        if (json.isEmpty()) return Optional.empty();
        Manifest manifest = Json.read(json.get(), Manifest.class, name);
        if (manifest.round() != round || !manifest.configSha256().equals(configSha256)) {
            throw new BadInput(name + " is of another round or config");
        }
        List<StoredFile> whole = new ArrayList<>();
        for (StoredFile entry : manifest.files()) {
            try {
                requireWhole(entry);
                whole.add(entry);
            } catch (BadInput damage) {
                if (!MetricsLog.isSegment(entry.file())) throw damage;
                warnings.accept(damage.getMessage() + "; the run goes on without its lines");
            }
        }
        return Optional.of(new Manifest(manifest.version(), round, configSha256, whole));
    }

    private void requireWhole(StoredFile entry) {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(storage.open(entry.file()), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            if (bytes != entry.bytes()) {
                throw new BadInput(
                        entry.file() + " has " + bytes + " bytes, expected " + entry.bytes());
            }
        } catch (IOException e) {
            throw new BadInput(entry.file() + " cannot be read: " + BadInput.reason(e), e);
        }
        if (!Sha256.hex(digest).equals(entry.sha256())) {
            throw new BadInput(entry.file() + " does not have the sha256 of its manifest");
        }
    }

    private ReplacedFile manifest(int round) {
        return new ReplacedFile(storage, Manifest.name(round));
    }
}
