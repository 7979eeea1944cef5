package org.sparkqsnn.storage;

import java.util.Optional;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;

/**
 * {@code LEASE-NNNNNN.json}: who holds the lease of a run directory. Written once.
 *
 * @param version of the format, {@value #VERSION}
 * @param number one higher than that of the holder before
 * @param holder who may write
 * @param token drawn for this lease, so that no two claims are equal
 * @param since when it was taken by the holder's clock, ISO 8601; for people
 * @param beatMillis between two signs of life
 */
record LeaseClaim(
        int version, int number, LeaseHolder holder, String token, String since, long beatMillis) {
    static final int VERSION = 1;
    private static final long LONGEST_BEAT = 3_600_000;

    LeaseClaim {
        if (version != VERSION) {
            throw new BadInput("lease version " + version + ", this build reads " + VERSION);
        }
        if (!(beatMillis >= 1 && beatMillis <= LONGEST_BEAT)) {
            throw new BadInput("beatMillis must be in [1, 3600000], got " + beatMillis);
        }
    }

    byte[] json() {
        return Json.pretty(this);
    }

    /** Empty if the file is torn or no claim. */
    static Optional<LeaseClaim> read(byte[] json, String where) {
        try {
            return Optional.of(Json.read(json, LeaseClaim.class, where));
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return holder + " since " + since;
    }
}
