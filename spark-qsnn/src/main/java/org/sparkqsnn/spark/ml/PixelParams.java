package org.sparkqsnn.spark.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * How rows hold images: Spark's part of the Params, the same for estimator and model. Public, since
 * Spark finds Params by reflection. A Param is equal to another of the same owner and name, so each
 * call may make one.
 */
public interface PixelParams extends Params {

    /** What the numbers of the features column are. */
    default Param<String> pixels() {
        return new Param<>(
                this,
                "pixels",
                "scale of the features: unit, in [0, 1], rounded to 256 levels; clipped, the same"
                        + " with numbers outside clipped; or byte, whole numbers in [0, 255]; other values"
                        + " are refused",
                ParamValidators.inArray(PixelScale.names()));
    }

    /** Column with the id of a sample. */
    default Param<String> idCol() {
        return new Param<>(
                this,
                "idCol",
                "column of unique whole numbers in [0, 2^40): fit takes the rows in their order, and"
                        + " with Poisson input the id decides a row's spikes in transform. Without"
                        + " it: the order in which Spark gives the rows, and an id made of the"
                        + " pixels");
    }

    default String getPixels() {
        return getOrDefault(pixels());
    }

    default String getIdCol() {
        return getOrDefault(idCol());
    }

    default void setPixelDefaults() {
        setDefault(pixels(), PixelScale.UNIT.text());
        setDefault(idCol(), "");
    }
}
