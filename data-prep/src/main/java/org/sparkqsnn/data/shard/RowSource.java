package org.sparkqsnn.data.shard;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.sparkqsnn.data.mix.Part;

/**
 * Images to be written as blocks. They are read twice at least, and must be the same each time.
 *
 * @param where what messages call them, such as "table hdfs://host/data"
 * @param rows each is {@code 2 + height * width} bytes long: the {@link Part}, then the record,
 *     which is the label and the pixels
 * @param height rows of an image
 * @param width columns of an image
 * @param classes names of the labels 0, 1, …; empty if they have none
 */
public record RowSource(
        String where, JavaRDD<byte[]> rows, int height, int width, List<String> classes) {
    public RowSource {
        classes = List.copyOf(classes);
    }
}
