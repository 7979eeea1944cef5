package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparkqsnn.data.mix.BlockPlan;
import org.sparkqsnn.data.mix.Counts;
import org.sparkqsnn.data.mix.Fingerprint;
import org.sparkqsnn.data.mix.Part;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.Sha256;

/**
 * Writes rows as a dataset, a task for each block, in the order of {@link
 * org.sparkqsnn.data.mix.ContentKey}: equal rows give an equal manifest, whatever their order,
 * files and partitions are. The driver holds counts and the list of blocks, a task what Spark's
 * sort keeps in memory.
 *
 * <p>A first job counts, {@link BlockPlan} cuts, a second job shuffles and writes ({@link
 * BlockTasks}). A run that was killed goes on where it was ({@link BlockNotes}).
 */
public final class BlockWriteJob {
    /**
     * What stands in a job's description between what its first stages do and what its last does.
     */
    public static final String THEN = "; then ";

    private static final String DESCRIPTION = "spark.job.description";

    private final HadoopFolder folder;
    private final BlockNotes notes;
    private final RowSource source;
    private final BlockPlan plan;
    private final BlockTasks tasks;

    /**
     * What {@link #write} did.
     *
     * @param dataset as it is now
     * @param plan its blocks
     * @param resumed blocks that were complete before
     */
    public record Done(DatasetWriter.Written dataset, BlockPlan plan, int resumed) {}

    private BlockWriteJob(
            JavaSparkContext spark, HadoopFolder folder, RowSource source, BlockPlan plan) {
        this.folder = folder;
        this.notes = new BlockNotes(folder);
        this.source = source;
        this.plan = plan;
        this.tasks = new BlockTasks(spark, folder, plan);
    }

    /**
     * Writes a dataset, or the rest of one.
     *
     * @param uri folder on a file system that driver and executors share; made if absent
     * @throws BadInput if the rows are no dataset, or the folder cannot be written or holds another
     */
    public static Done write(
            SparkSession session, String uri, DataCard card, RowSource source, BlockSize size) {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Configuration hadoop = Umask.follow(new Configuration(spark.hadoopConfiguration()));
        HadoopFolder folder = HadoopFolder.of(uri, hadoop);
        String before = spark.getLocalProperty(DESCRIPTION);
        try {
            new BlockNotes(folder).requireOurs();
            BlockPlan plan = plan(spark, source, size);
            return new BlockWriteJob(spark, folder, source, plan).write(spark, card);
        } catch (IOException e) {
            throw BadInput.cannot(
                    "write",
                    folder.directory(),
                    e,
                    "check space and permissions, then run it again");
        } finally {
            spark.setLocalProperty(DESCRIPTION, before);
        }
    }

    private static BlockPlan plan(JavaSparkContext spark, RowSource source, BlockSize size) {
        spark.setLocalProperty(DESCRIPTION, "counting " + source.where() + THEN + "adding up");
        Counts counts = TaskFailure.plain("read", source.where(), () -> RowCount.of(source.rows()));
        return BlockPlan.of(
                counts,
                source.where(),
                source.height(),
                source.width(),
                source.classes(),
                size.records(source.height() * source.width()));
    }

    private Done write(JavaSparkContext spark, DataCard card) throws IOException {
        notes.begin(plan, source.classes());
        Optional<Manifest> there = manifest();
        spark.setLocalProperty(DESCRIPTION, "checking blocks of " + folder.directory());
        Map<Integer, String> claimed = claimed(there);
        Map<Integer, BlockFile.Content> blocks =
                TaskFailure.plain("read", folder.directory(), () -> tasks.verify(claimed));
        final int resumed = blocks.size();
        List<Integer> missing =
                IntStream.range(0, plan.blocks())
                        .filter(b -> !blocks.containsKey(b))
                        .boxed()
                        .toList();
        if (!missing.isEmpty()) {
            spark.setLocalProperty(
                    DESCRIPTION,
                    "mixing " + source.where() + THEN + "writing " + folder.directory());
            blocks.putAll(
                    TaskFailure.plain(
                            "write",
                            folder.directory(),
                            () -> tasks.write(source.rows(), missing)));
        }
        requireAll(blocks);
        byte[] json = ManifestJson.write(manifest(card, blocks));
        if (there.isEmpty()) {
            folder.commit(Manifest.FILE, json);
        } else if (!folder.holds(Manifest.FILE, json)) {
            throw DatasetWriter.otherDataset(folder);
        }
        notes.end();
        DatasetWriter.Written written =
                new DatasetWriter.Written(Sha256.of(json), plan.blocks(), there.isPresent());
        return new Done(written, plan, resumed);
    }

    private Optional<Manifest> manifest() throws IOException {
        return folder.has(Manifest.FILE)
                ? Optional.of(new BlockReader(folder).manifest())
                : Optional.empty();
    }

    /** The sha256 of blocks that the manifest or notes say are complete. */
    private Map<Integer, String> claimed(Optional<Manifest> there) throws IOException {
        Map<Integer, String> claimed = new TreeMap<>();
        for (int b = 0; b < plan.blocks(); b++) {
            Optional<String> sha256 =
                    there.isPresent() ? sha256(there.get(), b) : notes.sha256(plan, b);
            if (sha256.isPresent()) claimed.put(b, sha256.get());
        }
        return claimed;
    }

    private Optional<String> sha256(Manifest there, int block) {
        Manifest.Split split = plan.part(block) == Part.TRAIN ? there.train() : there.test();
        int number = plan.inPart(block);
        return split.blocks().stream().skip(number).findFirst().map(Manifest.Block::sha256);
    }

    /** All blocks must be where the driver sees them, and hold together what was counted. */
    private void requireAll(Map<Integer, BlockFile.Content> blocks) throws IOException {
        Map<String, Long> lengths = lengths();
        for (Part part : Part.values()) {
            Fingerprint content = Fingerprint.EMPTY;
            for (Manifest.Block block : entries(part, blocks)) {
                if (!Long.valueOf(block.bytes()).equals(lengths.get(block.file()))) {
                    throw new BadInput(
                            folder.nameOf(block.file())
                                    + ": an executor wrote it, but here it is not; give an --out"
                                    + " that all machines share");
                }
            }
            for (int b = 0; b < plan.borders(part).blocks(); b++)
                content = content.plus(blocks.get(plan.offset(part) + b).content());
            if (!content.equals(plan.borders(part).content())) throw BlockFile.otherRows();
        }
    }

    private Map<String, Long> lengths() throws IOException {
        Map<String, Long> lengths = new HashMap<>();
        RemoteIterator<FileStatus> files = folder.files().listStatusIterator(folder.directory());
        while (files.hasNext()) {
            FileStatus file = files.next();
            lengths.put(file.getPath().getName(), file.getLen());
        }
        return lengths;
    }

    private Manifest manifest(DataCard card, Map<Integer, BlockFile.Content> blocks) {
        return new Manifest(
                BlockFormat.VERSION,
                card.name(),
                card.source(),
                card.licence(),
                card.citation(),
                plan.height(),
                plan.width(),
                plan.classes(),
                new Manifest.Split((int) plan.train().records(), entries(Part.TRAIN, blocks)),
                new Manifest.Split((int) plan.test().records(), entries(Part.TEST, blocks)));
    }

    private List<Manifest.Block> entries(Part part, Map<Integer, BlockFile.Content> blocks) {
        List<Manifest.Block> entries = new ArrayList<>();
        for (int b = 0; b < plan.borders(part).blocks(); b++) {
            int block = plan.offset(part) + b;
            entries.add(tasks.file(block).entry(blocks.get(block).sha256()));
        }
        return entries;
    }
}
