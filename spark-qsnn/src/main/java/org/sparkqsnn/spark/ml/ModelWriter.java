package org.sparkqsnn.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Spark's metadata, then the network's own files. */
final class ModelWriter extends MLWriter {
    private final QsnnClassificationModel model;

    ModelWriter(QsnnClassificationModel model) {
        this.model = model;
    }

    @Override
    public void saveImpl(String path) {
        DefaultParamsWriter.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
        try {
            new NetworkFiles(new Path(path), sc().hadoopConfiguration()).write(model.network());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model to " + path, e);
        }
    }
}
