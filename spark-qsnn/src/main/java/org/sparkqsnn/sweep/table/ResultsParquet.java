package org.sparkqsnn.sweep.table;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.sparkqsnn.config.ConfigKey;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.storage.ParquetBytes;
import org.sparkqsnn.sweep.search.Axis;

/**
 * {@code results.parquet}: the rows in one file, written by the driver alone. Columns: {@code
 * trial, config, seed}, one for each axis with {@code _} for the dots of its key, {@code status,
 * failure, epochs, split, accuracy, loss, correct, samples, seconds, parameters, paramsSha256}.
 * From {@code split} to {@code samples} they are null if the trial failed.
 */
public final class ResultsParquet {
    private final List<Axis> axes;
    private final MessageType schema;

    public ResultsParquet(List<Axis> axes) {
        this.axes = axes;
        this.schema = schema(axes);
    }

    public byte[] of(List<Row> rows) {
        return ParquetBytes.of(schema, rows.stream().map(this::group));
    }

    private static MessageType schema(List<Axis> axes) {
        Types.MessageTypeBuilder builder = Types.buildMessage();
        text(builder, "trial");
        builder.required(INT32).named("config").required(INT64).named("seed");
        for (Axis axis : axes) {
            PrimitiveTypeName type = type(axis);
            if (type == BINARY) text(builder, column(axis));
            else builder.required(type).named(column(axis));
        }
        text(builder, "status");
        text(builder, "failure");
        builder.required(INT32).named("epochs");
        builder.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named("split");
        builder.optional(DOUBLE).named("accuracy").optional(DOUBLE).named("loss");
        builder.optional(INT64).named("correct").optional(INT64).named("samples");
        builder.required(DOUBLE).named("seconds").required(INT32).named("parameters");
        text(builder, "paramsSha256");
        return builder.named("results");
    }

    private static void text(Types.MessageTypeBuilder builder, String name) {
        builder.required(BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
    }

    private static String column(Axis axis) {
        return axis.key().replace('.', '_');
    }

    private static PrimitiveTypeName type(Axis axis) {
        Optional<ConfigKey> key = ConfigKey.at(ExperimentConfig.class, axis.key());
        if (key.filter(ConfigKey::isLong).isPresent()) return INT64;
        if (key.filter(ConfigKey::isWhole).isPresent()) return INT32;
        return key.filter(ConfigKey::isNumber).isPresent() ? DOUBLE : BINARY;
    }

    private Group group(Row row) {
        Group group = new SimpleGroup(schema);
        group.add("trial", row.trial());
        group.add("config", row.config());
        group.add("seed", row.seed());
        for (Axis axis : axes) add(group, column(axis), row.values().get(axis.key()));
        group.add("status", ConfigTree.text(row.status()));
        group.add("failure", row.failure());
        group.add("epochs", row.epochs());
        row.outcome().ifPresent(outcome -> add(group, outcome));
        group.add("seconds", row.seconds());
        group.add("parameters", row.parameters());
        group.add("paramsSha256", row.paramsSha256());
        return group;
    }

    private static void add(Group group, Row.Outcome outcome) {
        group.add("split", outcome.split());
        group.add("accuracy", outcome.accuracy());
        group.add("loss", outcome.loss());
        group.add("correct", outcome.correct());
        group.add("samples", outcome.samples());
    }

    private static void add(Group group, String column, Object value) {
        // Two kinds of a union may have a key of one name and of two types.
        switch (group.getType().getType(column).asPrimitiveType().getPrimitiveTypeName()) {
            case DOUBLE -> group.add(column, ((Number) value).doubleValue());
            case INT32 -> group.add(column, ((Number) value).intValue());
            case INT64 -> group.add(column, ((Number) value).longValue());
            default -> group.add(column, ConfigTree.text(value));
        }
    }
}
