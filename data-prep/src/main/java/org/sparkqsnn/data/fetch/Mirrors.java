package org.sparkqsnn.data.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;

/** Official mirrors, tried in turn; all of them serve the same files. */
final class Mirrors {
    /** A mirror that breaks off may be asked so often, as long as each try brings bytes. */
    private static final int TRIES = 5;

    private final List<URI> bases;
    private final HttpDownload http;

    Mirrors(List<URI> bases, HttpDownload http) {
        this.bases = bases;
        this.http = http;
    }

    /**
     * Puts the verified file into a folder, under its name with {@code .gz}.
     *
     * @param attempts receives one entry for each mirror that failed
     * @return whether one did not
     */
    boolean fetch(RemoteFile file, Path folder, List<String> attempts) throws IOException {
        Path part = folder.resolve(file.name() + ".gz.part");
        for (URI base : bases) {
            URI from = base.resolve(file.name() + ".gz");
            Optional<String> fault = fetch(file, from, part);
            if (fault.isEmpty()) {
                Files.move(
                        part,
                        folder.resolve(file.name() + ".gz"),
                        StandardCopyOption.REPLACE_EXISTING);
                return true;
            }
            attempts.add(from + ": " + fault.get());
        }
        return false;
    }

    /**
     * Tries one mirror: resumes while bytes come, and starts over once if what was resumed is
     * wrong.
     */
    private Optional<String> fetch(RemoteFile file, URI from, Path part) throws IOException {
        String fault = "no try";
        for (int tries = 0; tries < TRIES; tries++) {
            long before = size(part);
            Optional<String> broken = download(file, from, part);
            if (broken.isPresent()) {
                fault = broken.get();
                if (size(part) <= before) {
                    return broken;
                }
                continue;
            }
            Optional<String> wrong = file.checksum().fault(part);
            if (wrong.isEmpty()) {
                return wrong;
            }
            fault = wrong.get();
            Files.delete(part);
            if (before == 0) {
                return wrong;
            }
        }
        return Optional.of(fault);
    }

    private Optional<String> download(RemoteFile file, URI from, Path part) {
        try (Progress progress =
                Progress.of(file.name() + ".gz from " + from.getHost(), file.gzipBytes())) {
            http.fetch(from, part, 2 * file.gzipBytes(), progress::step);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(BadInput.reason(e));
        }
    }

    private static long size(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }
}
