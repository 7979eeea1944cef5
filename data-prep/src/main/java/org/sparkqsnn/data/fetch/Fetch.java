package org.sparkqsnn.data.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparkqsnn.data.idx.IdxFolder;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Gets the files of a data set into the cache: what is there already, then mirrors, then packages.
 */
public final class Fetch {
    private final Recipe recipe;
    private final Path folder;
    private final Mirrors mirrors;
    private final List<String> attempts = new ArrayList<>();

    Fetch(Recipe recipe, Path cache, HttpDownload http) {
        this.recipe = recipe;
        this.folder = cache.resolve(recipe.name());
        this.mirrors = new Mirrors(recipe.mirrors(), http);
    }

    /**
     * A folder with the four verified files of a known set.
     *
     * @param cache folder for downloads, made if absent; verified files in it are not fetched again
     * @throws BadInput if no source has them; the message names each and why it failed
     */
    public static Path into(Path cache, KnownSet set) {
        return new Fetch(set.recipe(), cache, HttpDownload.DEFAULT).run();
    }

    /**
     * Verifies a folder that the user says holds a known set.
     *
     * @throws BadInput if a file is missing or another one
     */
    public static void verify(Path folder, KnownSet set) {
        for (RemoteFile file : set.recipe().files()) {
            Path found = IdxFolder.find(folder, file.name());
            file.checksum()
                    .fault(found)
                    .ifPresent(
                            fault -> {
                                String what =
                                        found
                                                + ": not the file of "
                                                + set.card().name()
                                                + " ("
                                                + fault
                                                + ")";
                                throw new BadInput(
                                        what + "; fetch it again, or give the folder as --dataset");
                            });
        }
    }

    Path run() {
        try {
            Files.createDirectories(folder);
            List<RemoteFile> missing = fromMirrors();
            for (PackageSource source : recipe.packages()) {
                missing = missing.isEmpty() ? missing : fromPackage(source, missing);
            }
            if (missing.isEmpty()) {
                return folder;
            }
        } catch (IOException e) {
            throw BadInput.cannot("write", folder, e, "give another --cache");
        }
        String tried = String.join("; ", attempts);
        throw new BadInput(
                "cannot fetch " + recipe.name() + ": " + tried + "; give its folder with --source");
    }

    /**
     * What is neither in the cache nor on a mirror; once all mirrors have failed for a file, they
     * are not asked again.
     */
    private List<RemoteFile> fromMirrors() throws IOException {
        List<RemoteFile> missing = new ArrayList<>();
        for (RemoteFile file : recipe.files()) {
            if (cached(file)) {
                continue;
            }
            if (!missing.isEmpty() || !mirrors.fetch(file, folder, attempts)) {
                missing.add(file);
            }
        }
        return missing;
    }

    private boolean cached(RemoteFile file) throws IOException {
        for (String name : List.of(file.name(), file.name() + ".gz")) {
            Path path = folder.resolve(name);
            if (Files.exists(path)) {
                if (file.checksum().fault(path).isEmpty()) {
                    return true;
                }
                Files.delete(path);
            }
        }
        return false;
    }

    /** Copies what a package has; what it lacks, or has wrong, stays missing. */
    private List<RemoteFile> fromPackage(PackageSource source, List<RemoteFile> missing)
            throws IOException {
        Path scratch = Files.createTempDirectory(folder, "_package-");
        List<RemoteFile> left = new ArrayList<>(missing);
        System.err.println(recipe.name() + ": trying " + source.describe());
        try {
            Path unpacked = source.folder(scratch);
            for (RemoteFile file : missing) {
                copy(file, IdxFolder.find(unpacked, file.name()));
                left.remove(file);
            }
        } catch (IOException | BadInput e) {
            attempts.add(source.describe() + ": " + BadInput.reason(e));
        } finally {
            delete(scratch);
        }
        return left;
    }

    private void copy(RemoteFile file, Path from) throws IOException {
        Optional<String> fault = file.checksum().fault(from);
        if (fault.isPresent()) {
            throw new IOException(from.getFileName() + " has the " + fault.get());
        }
        Path part = folder.resolve(from.getFileName() + ".copy");
        Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, folder.resolve(from.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
