package org.sparkqsnn.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * A record of the user's own that a config names by its class, and where this process has it from.
 *
 * @param name of the class
 * @param from file name of its jar, or that it comes from a directory or from no file
 * @param sha256 of the jar; empty where there is none
 */
public record OwnKind(String name, String from, String sha256) {

    /** Says where a class was loaded from. */
    public static OwnKind of(Class<?> record) {
        String name = record.getName();
        Optional<Path> place = place(record.getProtectionDomain().getCodeSource());
        if (place.isEmpty()) return new OwnKind(name, "no file", "");
        String file = String.valueOf(place.get().getFileName());
        if (Files.isDirectory(place.get())) return new OwnKind(name, "the directory " + file, "");
        return new OwnKind(name, file, sha256(place.get()));
    }

    /** File name of the jar that holds it; empty where there is none. */
    public Optional<String> jar() {
        return sha256.isEmpty() ? Optional.empty() : Optional.of(from);
    }

    /** The file or directory; empty for what was loaded from elsewhere. */
    private static Optional<Path> place(CodeSource source) {
        if (source == null || source.getLocation() == null) return Optional.empty();
        try {
            URI location = source.getLocation().toURI();
            if (!"file".equals(location.getScheme())) return Optional.empty();
            return Optional.of(Path.of(location)).filter(Files::exists);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sha256(Path jar) {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
            long unused = in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw BadInput.cannot("read", jar, e, "give a jar that can be read with --jars");
        }
        return Sha256.hex(digest);
    }
}
