package org.sparkqsnn.spark.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * How rows hold samples: Spark's part of the Params, the same for estimator and model. Public,
 * since Spark finds Params by reflection. A Param is equal to another of the same owner and name,
 * so each call may make one.
 */
public interface RowParams extends Params {

    /** What the numbers of a features column of pixels are. */
    default Param<String> pixels() {
        return new Param<>(
                this,
                "pixels",
                "scale of a features column of pixels: unit, in [0, 1], rounded to 256 levels; clipped, the same"
                        + " with numbers outside clipped; or byte, whole numbers in [0, 255]; other values"
                        + " are refused; a binary column needs none, its bytes are 0 to 255",
                ParamValidators.inArray(PixelScale.names()));
    }

    /** What the times of a features column of events are. */
    default DoubleParam duration() {
        return new DoubleParam(
                this,
                "duration",
                "length of a recording in a features column of events, in the unit of its times: they"
                        + " are in [0, duration), cut into steps of equal length, and several"
                        + " events of an input in one step are one spike; 0 for times that are the"
                        + " steps themselves",
                ParamValidators.inRange(0, Double.MAX_VALUE));
    }

    /** Column with the id of a sample. */
    default Param<String> idCol() {
        return new Param<>(
                this,
                "idCol",
                "column of unique whole numbers in [0, 2^40): fit takes the rows in their order, and"
                        + " with Poisson input the id decides a row's spikes in transform. Without"
                        + " it: the order in which Spark gives the rows, and an id made of the"
                        + " sample");
    }

    default String getPixels() {
        return getOrDefault(pixels());
    }

    default double getDuration() {
        return (Double) getOrDefault(duration());
    }

    default String getIdCol() {
        return getOrDefault(idCol());
    }

    default void setRowDefaults() {
        setDefault(pixels(), PixelScale.UNIT.text());
        setDefault(duration(), 0.0);
        setDefault(idCol(), "");
    }
}
