package org.sparkqsnn.data.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.sparkqsnn.data.fetch.Fetch;
import org.sparkqsnn.data.fetch.KnownSet;
import org.sparkqsnn.data.idx.IdxFolder;
import org.sparkqsnn.data.mix.ContentOrder;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.Splits;

/** What {@code --dataset}, {@code --source} and {@code --cache} ask for, read into memory. */
record RawImages(DataCard card, Splits splits) {

    /**
     * A known set, fetched or from {@code source}, or a folder of the user's own.
     *
     * @throws BadInput if the options contradict each other or the files are not there
     */
    static RawImages read(String dataset, Optional<String> source, Optional<String> cache) {
        Optional<KnownSet> known = KnownSet.named(dataset);
        if (known.isPresent()) {
            Path folder = folderOf(known.get(), source, cache);
            return new RawImages(known.get().card(), IdxFolder.read(folder, KnownSet.CLASSES));
        }
        Path folder = path("--dataset", dataset).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            String choices = "expected " + KnownSet.names() + " or a folder with four IDX files";
            throw new BadInput("--dataset " + dataset + ": " + choices);
        }
        if (source.isPresent()) {
            String but = "but --dataset " + dataset + " is a folder; drop one";
            throw new BadInput("--source goes with a data set by name, " + but);
        }
        String name = folder.getFileName() == null ? "root" : folder.getFileName().toString();
        return new RawImages(
                new DataCard(name, "IDX folder " + name, "unknown", ""), IdxFolder.read(folder));
    }

    /** Under another name. */
    RawImages withName(String name) {
        return new RawImages(card(name, card.source(), card.licence(), card.citation()), splits);
    }

    /** In the order that the images' content decides. */
    RawImages shuffled() {
        return new RawImages(card, ContentOrder.of(splits));
    }

    /** A card with the name that {@code --name} gave. */
    static DataCard card(String name, String source, String licence, String citation) {
        try {
            return new DataCard(name, source, licence, citation);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--name: " + e.getMessage(), e);
        }
    }

    private static Path folderOf(KnownSet known, Optional<String> source, Optional<String> cache) {
        if (source.isEmpty()) {
            return Fetch.into(
                    cache.map(dir -> path("--cache", dir)).orElseGet(RawImages::defaultCache),
                    known);
        }
        Path folder = path("--source", source.get());
        Fetch.verify(folder, known);
        return folder;
    }

    private static Path defaultCache() {
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches =
                xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("spark-qsnn");
    }

    private static Path path(String option, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new BadInput(
                    option + " " + value + ": no path (" + e.getReason() + "); give a folder", e);
        }
    }
}
