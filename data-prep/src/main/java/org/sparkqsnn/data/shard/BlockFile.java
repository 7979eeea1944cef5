package org.sparkqsnn.data.shard;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.data.mix.BlockPlan;
import org.sparkqsnn.data.mix.Borders;
import org.sparkqsnn.data.mix.ContentKey;
import org.sparkqsnn.data.mix.Fingerprint;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * One block file, written or read record by record: memory does not grow with it.
 *
 * @param folder of the dataset
 * @param workshop where files lie while they are written
 * @param plan of the dataset
 * @param block its number there
 */
record BlockFile(HadoopFolder folder, HadoopFolder workshop, BlockPlan plan, int block) {
    /** Names of files that are being written begin so. */
    static final String TEMPORARY = "_tmp-";

    private static final int BUFFER = 1 << 16;

    /**
     * What a block holds.
     *
     * @param sha256 of the file
     * @param content its records
     */
    record Content(String sha256, Fingerprint content) {}

    /**
     * Writes the file.
     *
     * @param keyed arrays that have a record's key at {@code at} and end with the record
     * @throws BadInput if there are fewer records than planned
     */
    Content write(Iterator<byte[]> keyed, int at) throws IOException {
        Path temporary =
                new Path(workshop.directory(), TEMPORARY + UUID.randomUUID() + "-" + block);
        try {
            MessageDigest digest = Sha256.digest();
            Fingerprint content;
            try (OutputStream out =
                    new DigestOutputStream(
                            new BufferedOutputStream(
                                    workshop.files().create(temporary, false), BUFFER),
                            digest)) {
                content = copy(keyed, at, out);
            }
            String sha256 = Sha256.hex(digest);
            place(temporary, sha256);
            return new Content(sha256, content);
        } finally {
            workshop.files().delete(temporary, false);
        }
    }

    private Fingerprint copy(Iterator<byte[]> keyed, int at, OutputStream out) throws IOException {
        Borders borders = borders();
        int number = plan.inPart(block);
        int records = borders.records(number);
        out.write(BlockFormat.header(firstId(), records, plan.height(), plan.width()));
        for (long i = 0; i < borders.skip(number) && keyed.hasNext(); i++) keyed.next();
        Fingerprint content = Fingerprint.EMPTY;
        while (content.records() < records) {
            if (!keyed.hasNext()) throw otherRows();
            byte[] record = keyed.next();
            int from = at + ContentKey.BYTES;
            out.write(record, from, record.length - from);
            content = content.plus(record, at);
        }
        return content;
    }

    /** A file of this name and content may be there, from an attempt whose note was lost. */
    private void place(Path temporary, String sha256) throws IOException {
        String name = name(sha256);
        if (isWhole(sha256)) return;
        folder.delete(name);
        folder.rename(temporary, new Path(folder.directory(), name));
        if (!isWhole(sha256)) {
            throw new IOException("after the rename " + name + " does not hold what was written");
        }
    }

    /** Whether the file is there with this sha256 and the planned length. */
    boolean isWhole(String sha256) {
        try (InputStream in = folder.open(name(sha256))) {
            MessageDigest digest = Sha256.digest();
            byte[] buffer = new byte[BUFFER];
            long length = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                length += n;
            }
            return length == bytes() && Sha256.hex(digest).equals(sha256);
        } catch (IOException e) {
            return false; // what cannot be read through counts as different
        }
    }

    /** The records of a whole file. */
    Fingerprint content(String sha256) throws IOException {
        ContentKey key = new ContentKey();
        byte[] bytes = new byte[ContentKey.BYTES];
        byte[] record = new byte[1 + plan.height() * plan.width()];
        Fingerprint content = Fingerprint.EMPTY;
        try (InputStream in = new BufferedInputStream(folder.open(name(sha256)), BUFFER)) {
            in.skipNBytes(BlockFormat.HEADER_BYTES);
            while (in.readNBytes(record, 0, record.length) == record.length) {
                key.read(record, 0).copyTo(bytes, 0);
                content = content.plus(bytes, 0);
            }
        }
        return content;
    }

    static BadInput otherRows() {
        return new BadInput(
                "the rows are not those that were counted: they changed meanwhile, or come"
                        + " otherwise each time that they are read; write them to files first");
    }

    /** What the manifest says of it. */
    Manifest.Block entry(String sha256) {
        return new Manifest.Block(name(sha256), firstId(), records(), bytes(), sha256);
    }

    private String name(String sha256) {
        return BlockFormat.fileName(plan.part(block).text(), plan.inPart(block), sha256);
    }

    private Borders borders() {
        return plan.borders(plan.part(block));
    }

    private int firstId() {
        return borders().firstId(plan.inPart(block));
    }

    private int records() {
        return borders().records(plan.inPart(block));
    }

    private long bytes() {
        return BlockFormat.HEADER_BYTES + records() * (1L + plan.height() * plan.width());
    }
}
