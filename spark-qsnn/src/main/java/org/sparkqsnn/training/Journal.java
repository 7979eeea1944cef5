package org.sparkqsnn.training;

import java.util.List;
import java.util.Optional;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.run.MetricsLines;
import org.sparkqsnn.training.round.ModelState;

/** What a run leaves behind while it goes on. */
public interface Journal {
    /** Leaves nothing. */
    Journal NONE =
            new Journal() {
                @Override
                public void round(RoundReport report, float[] parameters) {}

                @Override
                public void evaluated(Score score, double seconds) {}

                @Override
                public Checkpoint checkpoint(ModelState state, Optional<Score> score) {
                    return new Checkpoint(state, MetricsLines.NONE, score, List.of());
                }

                @Override
                public void flush() {}
            };

    /** Notes a round; nobody changes {@code parameters}, which are those after it, later. */
    void round(RoundReport report, float[] parameters);

    /** Notes an evaluation, which took so many seconds. */
    void evaluated(Score score, double seconds);

    /** Keeps what the run needs to go on from here. */
    Checkpoint checkpoint(ModelState state, Optional<Score> score);

    /** Publishes all notes, which {@link #checkpoint} need not do. */
    void flush();
}
