package org.sparkqsnn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.Sha256;

class OwnKindTest {
    @TempDir private Path folder;

    record Kind() {}

    @Test
    void classOfAJar_isNamedWithIt() throws IOException, ClassNotFoundException {
        String file = Kind.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("my kind.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream in = Kind.class.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            long unused = in.transferTo(out);
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            OwnKind kind = OwnKind.of(loader.loadClass(Kind.class.getName()));
            String sha256 = Sha256.of(Files.readAllBytes(jar));
            assertEquals(new OwnKind(Kind.class.getName(), "my kind.jar", sha256), kind);
            assertEquals(Optional.of("my kind.jar"), kind.jar());
        }
    }

    @Test
    void classOfADirectory_saysSo() {
        Path place =
                Path.of(Kind.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        OwnKind kind = OwnKind.of(Kind.class);
        assertEquals(
                new OwnKind(Kind.class.getName(), "the directory " + place.getFileName(), ""),
                kind);
        assertEquals(Optional.empty(), kind.jar());
    }

    @Test
    void classOfNoFile_saysSo() {
        assertEquals(new OwnKind("java.lang.String", "no file", ""), OwnKind.of(String.class));
    }
}
