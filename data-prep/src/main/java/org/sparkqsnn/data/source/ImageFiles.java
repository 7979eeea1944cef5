package org.sparkqsnn.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.sparkqsnn.data.mix.Part;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The files of a class that one task reads: those whose name has its number as a hash, so that no
 * list of files has to travel or to be kept.
 *
 * @param folder of the class
 * @param slice number of the task, in [0, slices)
 * @param slices tasks that share the folder
 */
record ImageFiles(ClassFolder folder, int slice, int slices) {
    private static final Pattern IMAGE =
            Pattern.compile(".*\\.(png|jpg|jpeg)", Pattern.CASE_INSENSITIVE);

    static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    /** All images as rows. */
    Iterator<byte[]> rows(Configuration hadoop, ImageSize size, boolean scale) {
        FileSystem files = files(hadoop);
        Iterator<Path> paths = paths(files);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return paths.hasNext();
            }

            @Override
            public byte[] next() {
                return row(files, paths.next(), size, scale);
            }
        };
    }

    private byte[] row(FileSystem files, Path path, ImageSize size, boolean scale) {
        byte[] row = new byte[Part.RECORD + 1 + size.pixels()];
        try (InputStream in = files.open(path)) {
            byte[] pixels = new GreyImage(path.toString()).pixels(in, size, scale);
            row[Part.RECORD] = (byte) folder.label();
            System.arraycopy(pixels, 0, row, Part.RECORD + 1, pixels.length);
        } catch (IOException e) {
            throw BadInput.cannot("read", path, e, "check its permissions");
        }
        row[0] = (byte) folder.rule().of(row).ordinal();
        return row;
    }

    /** Where they are, listed as they are asked for. */
    Iterator<Path> paths(Configuration hadoop) {
        return paths(files(hadoop));
    }

    private Iterator<Path> paths(FileSystem files) {
        Path directory = new Path(folder.directory());
        try {
            return new Paths(files.listStatusIterator(directory), this);
        } catch (IOException e) {
            throw cannotList(directory, e);
        }
    }

    private FileSystem files(Configuration hadoop) {
        Path directory = new Path(folder.directory());
        try {
            return directory.getFileSystem(hadoop);
        } catch (IOException e) {
            throw cannotList(directory, e);
        }
    }

    private static BadInput cannotList(Path directory, IOException e) {
        return BadInput.cannot("list", directory, e, "check the path and its permissions");
    }

    private boolean has(FileStatus file) {
        String name = file.getPath().getName();
        if (isHidden(name) || Math.floorMod(name.hashCode(), slices) != slice) return false;
        if (file.isDirectory() || !IMAGE.matcher(name).matches()) {
            throw new BadInput(
                    file.getPath() + ": not a PNG or JPEG by its name; move it somewhere else");
        }
        return true;
    }

    private static final class Paths implements Iterator<Path> {
        private final RemoteIterator<FileStatus> all;
        private final ImageFiles ours;
        private Path next;

        Paths(RemoteIterator<FileStatus> all, ImageFiles ours) {
            this.all = all;
            this.ours = ours;
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null && all.hasNext()) {
                    FileStatus file = all.next();
                    if (ours.has(file)) next = file.getPath();
                }
            } catch (IOException e) {
                throw cannotList(new Path(ours.folder().directory()), e);
            }
            return next != null;
        }

        @Override
        public Path next() {
            if (!hasNext()) throw new NoSuchElementException();
            Path path = next;
            next = null;
            return path;
        }
    }
}
