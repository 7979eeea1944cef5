package org.sparkqsnn.data.source;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.mix.Part;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.shard.RowSource;

/** The rows of a DataFrame as images; the executors check each. */
public final class TableSource {
    private final String where;
    private final TableColumns columns;
    private final Optional<ImageSize> size;

    /**
     * @param where what messages call the table
     * @param columns of the label, the pixels and the split
     * @param size of the images; empty if columns say it
     */
    public TableSource(String where, TableColumns columns, Optional<ImageSize> size) {
        this.where = where;
        this.columns = columns;
        this.size = size;
    }

    /** A table that has a column for the split. */
    public RowSource bySplit(Dataset<Row> table) {
        if (columns.split().isEmpty()) throw new IllegalArgumentException("no column is named");
        ImageSize shape = size(table);
        return source(rows(table, shape, PartRule.all(Part.TRAIN)), shape);
    }

    /** One table for each part. */
    public RowSource of(Dataset<Row> train, Dataset<Row> test) {
        ImageSize shape = size(train);
        JavaRDD<byte[]> learned = rows(train, shape, PartRule.all(Part.TRAIN));
        return source(learned.union(rows(test, shape, PartRule.all(Part.TEST))), shape);
    }

    /** A table of which about this fraction is the test set, by the content of its rows. */
    public RowSource byFraction(Dataset<Row> table, double test) {
        ImageSize shape = size(table);
        return source(rows(table, shape, PartRule.fraction(test)), shape);
    }

    private RowSource source(JavaRDD<byte[]> rows, ImageSize shape) {
        return new RowSource(where, rows, shape.height(), shape.width(), List.of());
    }

    private JavaRDD<byte[]> rows(Dataset<Row> table, ImageSize shape, PartRule rule) {
        StructType schema = table.schema();
        columns.require(schema, where);
        boolean ownSize = TableColumns.hasSize(schema);
        List<String> names = columns.read(ownSize);
        TableRow reader = new TableRow(names, columns.split().isPresent(), shape, ownSize, rule);
        String name = where;
        return select(table, names)
                .toJavaRDD()
                .mapPartitionsWithIndex((part, rows) -> read(name, reader, part, rows), true);
    }

    private static Iterator<byte[]> read(
            String where, TableRow reader, int part, Iterator<Row> rows) {
        return new Iterator<>() {
            private long number;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public byte[] next() {
                Row row = rows.next();
                number++;
                try {
                    return reader.read(row);
                } catch (BadInput e) {
                    String place = ", row " + number + " of Spark's partition " + part + ": ";
                    throw new BadInput(
                            where + place + e.getMessage() + "; correct or drop such rows", e);
                }
            }
        };
    }

    /** As given, or as the first row says. */
    private ImageSize size(Dataset<Row> table) {
        if (size.isPresent()) return size.get();
        if (!TableColumns.hasSize(table.schema())) {
            throw new BadInput(
                    where
                            + " has no columns height and width; give the size of its images, such"
                            + " as --size 28x28");
        }
        List<Row> first =
                select(table, List.of(TableColumns.HEIGHT, TableColumns.WIDTH)).takeAsList(1);
        if (first.isEmpty()) throw new BadInput(where + " has no rows");
        double height = TableRow.number(first.get(0), 0, TableColumns.HEIGHT);
        double width = TableRow.number(first.get(0), 1, TableColumns.WIDTH);
        return new ImageSize((int) height, (int) width);
    }

    private static Dataset<Row> select(Dataset<Row> table, List<String> names) {
        // Names may have dots, which would be paths into structures without the quotes.
        return table.select(
                names.stream()
                        .map(n -> table.col("`" + n.replace("`", "``") + "`"))
                        .toArray(Column[]::new));
    }
}
