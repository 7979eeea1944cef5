package org.sparkqsnn.data.source;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Opens a table with Spark's own readers.
 *
 * @param format parquet, orc, json, delta, iceberg or whatever Spark has a reader of; {@value
 *     #CATALOG} for a table's name in Spark's catalogue
 * @param options of that reader
 */
public record TableReader(String format, Map<String, String> options) {
    public static final String CATALOG = "catalog";

    /**
     * The table, of which Spark reads the schema only.
     *
     * @throws BadInput if there is none
     */
    public Dataset<Row> open(SparkSession spark, String table) {
        try {
            return format.equals(CATALOG)
                    ? spark.read().options(options).table(table)
                    : spark.read().format(format).options(options).load(table);
        } catch (Exception e) { // Scala throws checked exceptions that it does not declare
            String line = BadInput.reason(e).lines().findFirst().orElse("");
            throw new BadInput(
                    "cannot read table "
                            + table
                            + " as "
                            + format
                            + ": "
                            + line
                            + "; see --table and --table-format",
                    e);
        }
    }
}
