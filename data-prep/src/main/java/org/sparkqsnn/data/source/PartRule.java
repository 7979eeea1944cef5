package org.sparkqsnn.data.source;

import java.io.Serializable;
import org.sparkqsnn.data.mix.ContentKey;
import org.sparkqsnn.data.mix.Part;
import org.sparkqsnn.data.schema.BadInput;

/** Which part an image belongs to where its place does not say so. */
interface PartRule extends Serializable {
    /** The part of a row that is complete but for it. */
    Part of(byte[] row);

    /** All of them in one part. */
    static PartRule all(Part part) {
        return row -> part;
    }

    /** About this fraction to the test set, by content: equal images are in one part. */
    static PartRule fraction(double test) {
        if (!(test > 0 && test < 1)) {
            throw new BadInput("the fraction of the test set must be in (0, 1), got " + test);
        }
        return row -> new ContentKey().read(row, Part.RECORD).isIn(test) ? Part.TEST : Part.TRAIN;
    }
}
