package org.sparkqsnn.experiment;

import java.io.Serializable;
import java.util.Optional;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.data.encode.Augmentation;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * How images are changed at random while they are trained on; evaluation sees them as they are.
 *
 * @param shift most pixels that an image is moved by in each direction; 0 for none
 * @param flipX probability that an image is mirrored, in [0, 1]
 */
public record AugmentConfig(int shift, double flipX) implements Serializable {
    public static final AugmentConfig DEFAULT = new AugmentConfig(0, 0);

    public AugmentConfig {
        Check.atLeast(shift, 0, "augment.shift");
        Check.fraction(flipX, "augment.flipX");
    }

    /** Whether images stay as they are. */
    public boolean isNone() {
        return shift == 0 && flipX == 0;
    }

    /** What is done to the images of a set; empty for nothing. */
    public Optional<Augmentation> of(long seed, ImageSet images) {
        if (isNone()) return Optional.empty();
        long key = Stream.AUGMENT.key(seed);
        return Optional.of(new Augmentation(key, shift, flipX, images.height(), images.width()));
    }
}
