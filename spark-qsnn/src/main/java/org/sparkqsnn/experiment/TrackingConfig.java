package org.sparkqsnn.experiment;

import java.io.Serializable;
import java.net.URI;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.PlainUri;

/**
 * Where a run's numbers go besides its own directory. Decides nothing of the result.
 *
 * @param tensorboard folder for event files on any Hadoop file system; empty for none
 * @param mlflow URI of an MLflow server, http or https; empty for none
 * @param experiment name of the MLflow experiment
 */
public record TrackingConfig(String tensorboard, String mlflow, String experiment)
        implements Serializable {
    public static final TrackingConfig DEFAULT = new TrackingConfig("", "", "spark-qsnn");

    public TrackingConfig {
        PlainUri.require("tracking.tensorboard", tensorboard);
        if (!mlflow.isEmpty()) requireServer(mlflow);
        if (experiment.isBlank())
            throw Check.refuse("tracking.experiment", "must not be blank", experiment);
    }

    private static void requireServer(String uri) {
        if (uri.contains("@")) {
            throw new BadInput(
                    "tracking.mlflow has a user or password in it, which would be printed and"
                            + " stored; set MLFLOW_TRACKING_TOKEN in the environment instead");
        }
        try {
            URI server = URI.create(uri);
            boolean http = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
            if (http && server.getHost() != null) return;
        } catch (IllegalArgumentException e) {
            throw Check.refuse("tracking.mlflow", "must be a URI such as http://host:5000", uri);
        }
        throw Check.refuse("tracking.mlflow", "must be a URI such as http://host:5000", uri);
    }
}
