package org.sparkqsnn.spark.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.encode.SpikeRaster;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The events of a recording in each row, in any order: an array of {@code struct<time, input>}. An
 * event at time t is a spike of its input at step {@code floor(t * steps / duration)}; several at
 * one step are one spike.
 *
 * @param inputs an event's input is in [0, inputs)
 * @param steps time steps
 * @param duration times are in [0, duration), in any unit; 0 for times that are steps
 */
record EventColumn(String name, int inputs, int steps, double duration) implements SampleColumn {
    private static final String TIME = "time";
    private static final String INPUT = "input";

    static EventColumn of(RowParams params, String name, int inputs, int steps) {
        if (inputs < 1) {
            throw new BadInput(
                    "set inputs, the number of inputs that the events of column "
                            + name
                            + " come from");
        }
        return new EventColumn(name, inputs, steps, params.getDuration());
    }

    @Override
    public DataType requiredType(StructType schema, DataType vector) {
        DataType type = schema.apply(name).dataType();
        if (!(type instanceof ArrayType array && isEvent(array.elementType()))) {
            throw new BadInput(
                    "column "
                            + name
                            + " must hold an array of struct<time, input> of numbers for the encoder"
                            + " events, got "
                            + type.simpleString());
        }
        return type;
    }

    private static boolean isEvent(DataType element) {
        return element instanceof StructType event
                && Arrays.asList(event.fieldNames()).containsAll(List.of(TIME, INPUT))
                && event.apply(TIME).dataType() instanceof NumericType
                && event.apply(INPUT).dataType() instanceof NumericType;
    }

    @Override
    public byte[] bytes(Row row) {
        List<Row> events = row.getList(row.fieldIndex(name));
        if (events == null) throw SampleColumn.missing(name);
        SpikeRaster raster = new SpikeRaster(inputs, steps);
        for (Row event : events) {
            if (event == null) throw new BadInput("column " + name + " holds a null event");
            raster.set(input(event.getAs(INPUT)), step(event.getAs(TIME)));
        }
        return raster.bytes();
    }

    @Override
    public byte[] bytes(Vector features) {
        throw new BadInput("this network takes events, not vectors: use transform");
    }

    private int step(Number given) {
        double time = given == null ? Double.NaN : given.doubleValue();
        double end = duration > 0 ? duration : steps;
        if (time >= end) {
            throw refusedTime(
                    "be below " + end,
                    given,
                    "; set duration to the length of a recording, or leave out later events");
        }
        if (!(time >= 0)) throw refusedTime("be a number from 0 on", given, "");
        if (duration == 0 && time != Math.rint(time)) {
            throw refusedTime(
                    "be a whole step where duration is 0",
                    given,
                    "; set duration to the length of a recording, in the unit of time");
        }
        // A time just below the end can be rounded to it.
        return Math.min(steps - 1, (int) (time * steps / end));
    }

    private BadInput refusedTime(String rule, Number given, String remedy) {
        return new BadInput(name + ".time must " + rule + ", got " + given + remedy);
    }

    private int input(Number given) {
        double input = given == null ? Double.NaN : given.doubleValue();
        if (!(input >= 0 && input < inputs && input == Math.rint(input))) {
            throw new BadInput(
                    name + ".input must be a whole number in [0, " + inputs + "), got " + given);
        }
        return (int) input;
    }
}
