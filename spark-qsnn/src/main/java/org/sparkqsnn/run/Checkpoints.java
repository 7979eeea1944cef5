package org.sparkqsnn.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * The checkpoints of a run directory: named files under {@code ckpt/rNNNNNN}, and a manifest for
 * each.
 */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("MANIFEST-(\\d{6,9})\\.json");
    private final Storage storage;
    private final String configSha256;
    private final int keep;

    Checkpoints(Storage storage, String configSha256, int keep) {
        this.storage = storage;
        this.configSha256 = configSha256;
        this.keep = keep;
    }

    /** A checkpoint whose files have the sha256 of its manifest. */
    public final class Stored {
        private final int round;

        private Stored(int round) {
            this.round = round;
        }

        public int round() {
            return round;
        }

        /** Opens one of its files, from a path that messages call {@link #nameOf}. */
        public InputStream open(String file) throws IOException {
            return storage.open(Manifest.folder(round) + "/" + file);
        }

        public String nameOf(String file) {
            return storage.nameOf(Manifest.folder(round) + "/" + file);
        }
    }

    /** Writes a checkpoint, its manifest last, then drops all but the newest. */
    public void write(int round, Map<String, Content> files) {
        storage.delete(Manifest.name(round));
        storage.delete(Manifest.folder(round));
        List<Manifest.Entry> entries = new ArrayList<>();
        files.forEach(
                (file, content) -> {
                    String name = Manifest.folder(round) + "/" + file;
                    Storage.Written written = storage.replace(name, content);
                    entries.add(new Manifest.Entry(name, written.bytes(), written.sha256()));
                });
        Manifest manifest = new Manifest(Manifest.VERSION, round, configSha256, entries);
        byte[] json = Json.pretty(manifest);
        storage.replace(Manifest.name(round), out -> out.write(json));
        prune();
    }

    /**
     * The newest checkpoint whose files are whole.
     *
     * @param warnings receives one line for each damaged checkpoint that is passed over
     * @return empty if there never was a checkpoint
     * @throws BadInput if there are checkpoints and all are damaged
     */
    public Optional<Stored> latest(Consumer<String> warnings) {
        List<Integer> rounds = rounds();
        for (int round : rounds) {
            Optional<String> damage = damage(round);
            if (damage.isEmpty()) return Optional.of(new Stored(round));
            warnings.accept(
                    "checkpoint of round "
                            + round
                            + " is damaged, trying the one before: "
                            + damage.get());
        }
        if (rounds.isEmpty()) return Optional.empty();
        throw new BadInput(
                storage.nameOf("")
                        + ": all "
                        + rounds.size()
                        + " checkpoints are damaged; restore one from a copy, or"
                        + " train into a new run.dir");
    }

    /** Rounds that have a manifest, newest first. */
    private List<Integer> rounds() {
        List<Integer> rounds = new ArrayList<>();
        for (String name : storage.list("")) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) rounds.add(Integer.parseInt(matcher.group(1)));
        }
        rounds.sort(Comparator.reverseOrder());
        return rounds;
    }

    private Optional<String> damage(int round) {
        String name = Manifest.name(round);
        try {
            Manifest manifest = Json.read(storage.read(name), Manifest.class, storage.nameOf(name));
            if (manifest.round() != round)
                return Optional.of(name + " speaks of round " + manifest.round());
            return manifest.files().stream().flatMap(entry -> damage(entry).stream()).findFirst();
        } catch (BadInput e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> damage(Manifest.Entry entry) {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(storage.open(entry.file()), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            if (bytes != entry.bytes()) {
                return Optional.of(
                        entry.file() + " has " + bytes + " bytes, expected " + entry.bytes());
            }
            return Sha256.hex(digest).equals(entry.sha256())
                    ? Optional.empty()
                    : Optional.of(entry.file() + " does not have the sha256 of its manifest");
        } catch (IOException e) {
            return Optional.of(entry.file() + " cannot be read: " + BadInput.reason(e));
        }
    }

    private void prune() {
        rounds().stream()
                .skip(keep)
                .forEach(
                        round -> {
                            storage.delete(Manifest.name(round));
                            storage.delete(Manifest.folder(round));
                        });
    }
}
