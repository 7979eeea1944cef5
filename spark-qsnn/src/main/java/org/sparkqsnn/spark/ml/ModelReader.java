package org.sparkqsnn.spark.ml;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.sparkqsnn.data.schema.BadInput;
import scala.Option;

/** Reads what {@link ModelWriter} wrote; what it did not is refused in one line. */
final class ModelReader extends MLReader<QsnnClassificationModel> {

    @Override
    public QsnnClassificationModel load(String path) {
        Configuration hadoop = sc().hadoopConfiguration();
        requireMetadata(new Path(path, "metadata"), hadoop);
        DefaultParamsReader.Metadata metadata =
                DefaultParamsReader.loadMetadata(
                        path, sc(), QsnnClassificationModel.class.getName());
        QsnnClassificationModel model =
                new QsnnClassificationModel(
                        metadata.uid(), new NetworkFiles(new Path(path), hadoop).read());
        metadata.getAndSetParams(model, Option.empty());
        return model;
    }

    private static void requireMetadata(Path metadata, Configuration hadoop) {
        try {
            if (metadata.getFileSystem(hadoop).exists(metadata)) return;
        } catch (IOException e) {
            throw BadInput.cannot("read", metadata, e, "give the folder of a saved model");
        }
        throw new BadInput(
                metadata.getParent()
                        + ": holds no model (metadata is missing); give the folder of a saved model");
    }
}
