package org.sparkqsnn.model;

import org.sparkqsnn.data.encode.DirectEncoder;
import org.sparkqsnn.data.encode.LatencyEncoder;
import org.sparkqsnn.data.encode.PoissonEncoder;
import org.sparkqsnn.data.encode.SpikeEncoder;
import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.data.schema.ImageSet;

/** The input that an encoder makes of a sample, densely: what the definition of a network reads. */
public final class DenseInput {
    private DenseInput() {}

    /**
     * Of sample {@code id} at the address (key, epoch).
     *
     * @return shape [steps][inputs]
     */
    public static double[][] of(EncoderConfig encoder, ImageSet set, int id, long key, int epoch) {
        int steps = encoder.steps();
        return switch (encoder.kind()) {
            case DIRECT -> direct(set, id, steps);
            case EVENTS -> events(set, id, steps);
            case POISSON -> spikes(new PoissonEncoder(steps), set, id, key, epoch);
            case LATENCY -> spikes(new LatencyEncoder(steps), set, id, key, epoch);
        };
    }

    private static double[][] direct(ImageSet set, int id, int steps) {
        float[] currents = new float[set.features()];
        byte[] pixels = new byte[set.features()];
        set.copyPixels(id, pixels);
        DirectEncoder.encode(pixels, currents, 0);
        double[][] x = new double[steps][currents.length];
        for (double[] row : x) for (int i = 0; i < row.length; i++) row[i] = currents[i];
        return x;
    }

    /** Bit t of a row's bytes is step t. */
    private static double[][] events(ImageSet set, int id, int steps) {
        int rowBytes = (steps + 7) / 8;
        double[][] x = new double[steps][set.features() / rowBytes];
        for (int t = 0; t < steps; t++)
            for (int i = 0; i < x[t].length; i++)
                x[t][i] = set.pixel(id, i * rowBytes + t / 8) >> t % 8 & 1;
        return x;
    }

    private static double[][] spikes(
            SpikeEncoder encoder, ImageSet set, int id, long key, int epoch) {
        byte[] pixels = new byte[set.features()];
        set.copyPixels(id, pixels);
        SpikeTrains trains = new SpikeTrains();
        encoder.encode(key, set.record(id), epoch, pixels, trains);
        double[][] x = new double[encoder.steps()][pixels.length];
        for (int n = 0; n < trains.count(); n++)
            for (int t = 0; t < x.length; t++) x[t][trains.input(n)] = trains.fired(n, t) ? 1 : 0;
        return x;
    }
}
