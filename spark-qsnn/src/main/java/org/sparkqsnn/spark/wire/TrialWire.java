package org.sparkqsnn.spark.wire;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialTask;

/** What goes out and comes back in a sweep, as bytes; configs and results as their JSON. */
public final class TrialWire {
    private TrialWire() {}

    /** A task as bytes, which any serializer of Spark's passes on. */
    public static byte[] bytes(TrialTask task) {
        Output out = new Output(1024, -1);
        out.writeString(task.trial().id());
        out.writeInt(task.trial().candidate());
        out.writeString(Json.text(ConfigTree.json(task.trial().config())));
        out.writeInt(task.epochs());
        Wire.writeList(
                out,
                task.earlier().stream().toList(),
                (to, record) -> to.writeString(Json.text(record)));
        return out.toBytes();
    }

    public static TrialTask task(byte[] bytes) {
        Input in = new Input(bytes);
        String id = in.readString();
        int candidate = in.readInt();
        ExperimentConfig config = ConfigReader.read(in.readString(), "config of a trial");
        int epochs = in.readInt();
        Optional<TrialRecord> earlier =
                Wire.readList(in, TrialWire::readRecord).stream().findFirst();
        return new TrialTask(new Trial(id, candidate, config), epochs, earlier);
    }

    private static TrialRecord readRecord(Input in) {
        return TrialRecord.read(
                in.readString().getBytes(StandardCharsets.UTF_8), "earlier result of a trial");
    }

    public static void writeData(Output out, TrialData data) {
        out.writeString(data.trials());
        Wire.writeList(out, new ArrayList<>(data.datasets().entrySet()), TrialWire::writeEntry);
    }

    public static TrialData readData(Input in) {
        String trials = in.readString();
        Map<String, Dataset> datasets = new LinkedHashMap<>();
        Wire.readList(in, TrialWire::readEntry).forEach(datasets::putAll);
        return new TrialData(datasets, trials);
    }

    private static void writeEntry(Output out, Map.Entry<String, Dataset> entry) {
        out.writeString(entry.getKey());
        out.writeString(entry.getValue().name());
        out.writeString(entry.getValue().sha256());
        for (ImageSet set : List.of(entry.getValue().train(), entry.getValue().test())) {
            AssignmentWire.writeRecords(out, set);
            AssignmentWire.writeView(out, set);
        }
    }

    private static Map<String, Dataset> readEntry(Input in) {
        String path = in.readString();
        String name = in.readString();
        String sha256 = in.readString();
        ImageSet train = AssignmentWire.readView(in, AssignmentWire.readRecords(in));
        ImageSet test = AssignmentWire.readView(in, AssignmentWire.readRecords(in));
        return Map.of(path, new Dataset(name, sha256, train, test));
    }
}
