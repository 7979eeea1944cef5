package org.sparkqsnn.neuron;

import java.util.Arrays;
import org.sparkqsnn.data.encode.Stream;

/**
 * Runs any neuron by its definition, one cell at a time, in double precision: what a neuron trains
 * with until it has a kernel of its own, and what such a kernel is tested against.
 */
public final class DefinitionKernel implements NeuronKernel {
    private final Neuron neuron;
    private final KernelContext context;
    private final int inputs;
    private final Cell[] cells;

    /** Weighted inputs of the micro-batch; shape [samples][panels][rows][inputs][width]. */
    private final float[] kept;

    /** A kernel for the neurons of one layer in one thread. */
    public DefinitionKernel(Neuron neuron, KernelContext context) {
        this.neuron = neuron;
        this.context = context;
        this.inputs = context.constant() ? neuron.constantInputs() : neuron.inputs();
        this.cells = new Cell[context.steps()];
        for (int t = 0; t < cells.length; t++) cells[t] = new Cell(neuron);
        int panels = Math.multiplyExact(context.samples(), context.panels());
        this.kept = new float[Math.multiplyExact(panels, panelSize())];
    }

    @Override
    public void forward(
            float[] x, int at, float[] own, int ownAt, Signal out, int sample, int panel) {
        System.arraycopy(x, at, kept, keptAt(sample, panel), panelSize());
        out.clearSpikes(sample, panel);
        for (int lane = 0; lane < context.width(); lane++) {
            load(own, ownAt, lane);
            for (int t = 0; t < context.steps(); t++) {
                Cell cell = begin(t, sample, panel, lane);
                neuron.charge(cell);
                if (neuron.spikes()) neuron.fire(cell, uniform(sample, panel, lane, t));
                neuron.reset(cell);
                out.put(sample, panel, lane, t, cell.membrane, cell.fired);
            }
        }
    }

    @Override
    public void backward(
            Signal out,
            int sample,
            int panel,
            float[] byOut,
            int byOutAt,
            float[] own,
            int ownAt,
            float[] byX,
            int byXAt,
            float[] byOwn,
            int byOwnAt) {
        Arrays.fill(byX, byXAt, byXAt + panelSize(), 0);
        for (int lane = 0; lane < context.width(); lane++) {
            load(own, ownAt, lane);
            for (int t = 0; t < context.steps(); t++) {
                Cell cell = begin(t, sample, panel, lane);
                neuron.charge(cell);
                cell.fired = neuron.spikes() && out.fired(sample, panel, lane, t);
                neuron.reset(cell);
            }
            for (int t = context.steps() - 1; t >= 0; t--) {
                Cell cell = cells[t];
                byMembrane(cell, out, sample, panel, lane, t, byOut, byOutAt);
                byNext(cell, t);
                neuron.backward(cell);
                int row = byXAt + (context.constant() ? 0 : t) * inputs * context.width() + lane;
                for (int i = 0; i < inputs; i++)
                    byX[row + i * context.width()] += (float) cell.byX[i];
                for (int i = 0; i < cell.byOwn.length; i++)
                    byOwn[byOwnAt + lane * cell.byOwn.length + i] += (float) cell.byOwn[i];
            }
        }
    }

    private void byMembrane(
            Cell cell,
            Signal out,
            int sample,
            int panel,
            int lane,
            int t,
            float[] byOut,
            int byOutAt) {
        double byOutput = out.steps == 1 && t > 0 ? 0 : byOut[byOutAt + t * context.width() + lane];
        double through = neuron.spikes() ? byOutput * neuron.surrogate(cell.membrane) : byOutput;
        cell.byMembrane = through + out.byMembrane(sample, panel, lane, t);
    }

    private void byNext(Cell cell, int t) {
        boolean cut = t + 1 == context.steps() || (t + 1) % context.window() == 0;
        for (int i = 0; i < cell.byNext.length; i++)
            cell.byNext[i] = cut ? 0 : cells[t + 1].byState[i];
    }

    private Cell begin(int t, int sample, int panel, int lane) {
        Cell cell = cells[t];
        for (int i = 0; i < cell.state.length; i++)
            cell.state[i] = t == 0 ? 0 : cells[t - 1].next[i];
        int row = context.constant() ? 0 : t;
        int at = keptAt(sample, panel) + row * inputs * context.width() + lane;
        for (int i = 0; i < inputs; i++) cell.x[i] = kept[at + i * context.width()];
        cell.fired = false;
        return cell;
    }

    private void load(float[] own, int ownAt, int lane) {
        for (Cell cell : cells)
            for (int i = 0; i < cell.own.length; i++)
                cell.own[i] = own[ownAt + lane * cell.own.length + i];
    }

    private double uniform(int sample, int panel, int lane, int t) {
        if (!neuron.draws()) return 0;
        int number = panel * context.width() + lane;
        return context.draws().uniform(Stream.SHOTS, sample, context.layer(), number, t);
    }

    private int panelSize() {
        return context.rows() * inputs * context.width();
    }

    private int keptAt(int sample, int panel) {
        return (sample * context.panels() + panel) * panelSize();
    }
}
