package org.sparkqsnn.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparkqsnn.layer.dense.Dense;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.Neuron;

/**
 * A network of dense layers of any neurons by their definitions: double precision, one sample, cell
 * by cell. The fast path is tested against it, and it is tested against {@link ReferenceNetwork},
 * which knows QLIF alone and was written before there was another neuron.
 */
public final class DefinitionNetwork {
    private final NetworkShape shape;
    private final Objective objective;
    private final int window;
    private final List<RatePenalty> penalties;

    /** Of layers of dropout, what each number counts. */
    private final Map<Integer, double[]> factors = new HashMap<>();

    DefinitionNetwork(NetworkShape shape, Objective objective, int window) {
        this(shape, objective, window, List.of());
    }

    public DefinitionNetwork(
            NetworkShape shape, Objective objective, int window, List<RatePenalty> penalties) {
        this.penalties = penalties;
        this.shape = shape;
        this.objective = objective;
        this.window = window;
    }

    /**
     * Adds the gradient of one sample's loss, penalties included, times {@code weight}; returns the
     * loss.
     *
     * @param input shape [steps][inputs]
     */
    public double gradient(
            double[] parameters, double[][] input, int label, double weight, double[] gradient) {
        List<Cell[][]> layers = new ArrayList<>();
        List<double[][]> inputs = new ArrayList<>();
        double[][] x = input;
        for (int i = 0; i < shape.layers().size(); i++) {
            inputs.add(x);
            if (factors.containsKey(i)) {
                layers.add(new Cell[0][0]);
                x = scaled(x, factors.get(i));
                continue;
            }
            layers.add(forward(i, parameters, x));
            x = outputs(neuron(i), layers.get(i));
        }
        Outputs o = objective.outputs();
        Cell[][] last = layers.get(layers.size() - 1);
        for (int i = 0; i < o.output.length; i++) {
            o.output[i] = x[i / o.outputs][i % o.outputs];
            o.membrane[i] = last[i / o.outputs][i % o.outputs].membrane;
        }
        objective.summed();
        double loss = objective.gradient(new Target.Label(label));
        double[][] byOutput = rows(o.byOutput, o.outputs, weight);
        double[][] byMembrane = rows(o.byMembrane, o.outputs, weight);
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (factors.containsKey(i)) {
                byOutput = scaled(byOutput, factors.get(i));
                continue;
            }
            Cell[][] cells = layers.get(i);
            loss += penalise(i, cells, byOutput, weight);
            byOutput =
                    backward(
                            i,
                            parameters,
                            inputs.get(i),
                            cells,
                            byOutput,
                            byMembrane,
                            weight,
                            gradient);
            byMembrane = new double[byOutput.length][byOutput[0].length];
        }
        return loss;
    }

    /** Makes a layer one of dropout; shape [inputs], 0 or what a number counts. */
    void drop(int layer, double[] counts) {
        factors.put(layer, counts);
    }

    /** Adds what spikes cost to the gradient by them, and returns it. */
    private double penalise(int layer, Cell[][] cells, double[][] byOutput, double weight) {
        double cost = 0;
        for (RatePenalty penalty : of(layer)) {
            int n = cells[0].length;
            for (int k = 0; k < n; k++) {
                double rate = 0;
                for (Cell[] step : cells) rate += step[k].fired ? 1.0 / cells.length : 0;
                double under = Math.max(0, penalty.lower() - rate);
                double over = Math.max(0, rate - penalty.upper());
                double low = Math.max(0, penalty.driveFloor() - drive(cells, k));
                cost += penalty.l1() * rate / n + penalty.l2() * rate * rate / 2 / n;
                cost += penalty.lowerWeight() * under * under / 2 / n;
                cost += penalty.upperWeight() * over * over / 2 / n;
                cost += penalty.driveWeight() * low * low / 2 / n;
                double slope = penalty.l1() + penalty.l2() * rate;
                slope += penalty.upperWeight() * over - penalty.lowerWeight() * under;
                for (double[] row : byOutput) row[k] += weight * slope / n / cells.length;
            }
        }
        return cost;
    }

    private double byDrive(int layer, Cell[][] cells, int k) {
        double sum = 0;
        for (RatePenalty penalty : of(layer)) {
            double low = Math.max(0, penalty.driveFloor() - drive(cells, k));
            sum -= penalty.driveWeight() * low / cells[0].length / cells.length;
        }
        return sum;
    }

    private List<RatePenalty> of(int layer) {
        return penalties.stream().filter(penalty -> penalty.layer() == layer).toList();
    }

    private static double drive(Cell[][] cells, int k) {
        double sum = 0;
        for (Cell[] step : cells) sum += step[k].x[0];
        return sum / cells.length;
    }

    private static double[][] scaled(double[][] x, double[] factors) {
        double[][] out = new double[x.length][factors.length];
        for (int t = 0; t < x.length; t++)
            for (int i = 0; i < factors.length; i++) out[t][i] = x[t][i] * factors[i];
        return out;
    }

    private Cell[][] forward(int layer, double[] w, double[][] input) {
        Neuron neuron = neuron(layer);
        Cell[][] cells = new Cell[input.length][shape.outputs(layer)];
        for (int t = 0; t < cells.length; t++) {
            for (int k = 0; k < cells[t].length; k++) {
                Cell cell = cells[t][k] = new Cell(neuron);
                for (int d = 0; d < cell.x.length; d++) cell.x[d] = x(layer, d, w, input[t], k);
                for (int i = 0; i < cell.own.length; i++) cell.own[i] = w[own(layer, k) + i];
                if (t > 0)
                    System.arraycopy(cells[t - 1][k].next, 0, cell.state, 0, cell.state.length);
                neuron.charge(cell);
                if (neuron.spikes()) neuron.fire(cell, 0);
                neuron.reset(cell);
            }
        }
        return cells;
    }

    private static double[][] outputs(Neuron neuron, Cell[][] cells) {
        double[][] outputs = new double[cells.length][cells[0].length];
        for (int t = 0; t < cells.length; t++)
            for (int k = 0; k < cells[t].length; k++)
                outputs[t][k] = neuron.spikes() ? cells[t][k].fired ? 1 : 0 : cells[t][k].membrane;
        return outputs;
    }

    /** Returns the gradient by the layer's input. */
    private double[][] backward(
            int layer,
            double[] w,
            double[][] input,
            Cell[][] cells,
            double[][] byOutput,
            double[][] byMembrane,
            double weight,
            double[] gradient) {
        Neuron neuron = neuron(layer);
        double[][] byInput = new double[input.length][input[0].length];
        for (int k = 0; k < cells[0].length; k++) {
            for (int t = cells.length - 1; t >= 0; t--) {
                Cell cell = cells[t][k];
                double through = neuron.spikes() ? neuron.surrogate(cell.membrane) : 1;
                cell.byMembrane = byOutput[t][k] * through + byMembrane[t][k];
                boolean cut = t + 1 == cells.length || (t + 1) % window == 0;
                for (int i = 0; i < cell.byNext.length; i++)
                    cell.byNext[i] = cut ? 0 : cells[t + 1][k].byState[i];
                neuron.backward(cell);
                cell.byX[0] += weight * byDrive(layer, cells, k);
                for (int d = 0; d < cell.x.length; d++)
                    spread(layer, d, w, input[t], k, cell.byX[d], gradient, byInput[t]);
                for (int i = 0; i < cell.own.length; i++)
                    gradient[own(layer, k) + i] += cell.byOwn[i];
            }
        }
        return byInput;
    }

    private double x(int layer, int plane, double[] w, double[] input, int k) {
        int n = shape.outputs(layer);
        int from = plane(layer, plane);
        double sum = w[from + input.length * n + k];
        for (int i = 0; i < input.length; i++) sum += input[i] * w[from + i * n + k];
        return sum;
    }

    private void spread(
            int layer,
            int plane,
            double[] w,
            double[] input,
            int k,
            double g,
            double[] gradient,
            double[] byInput) {
        int n = shape.outputs(layer);
        int from = plane(layer, plane);
        gradient[from + input.length * n + k] += g;
        for (int i = 0; i < input.length; i++) {
            gradient[from + i * n + k] += g * input[i];
            byInput[i] += g * w[from + i * n + k];
        }
    }

    private Neuron neuron(int layer) {
        return ((Dense) shape.layers().get(layer)).neuron();
    }

    private int plane(int layer, int plane) {
        int size = (shape.shapes().get(layer).size() + 1) * shape.outputs(layer);
        return shape.tensors().offset(layer) + plane * size;
    }

    private int own(int layer, int k) {
        return plane(layer, neuron(layer).inputs()) + k * neuron(layer).own();
    }

    private static double[][] rows(double[] flat, int each, double weight) {
        double[][] rows = new double[flat.length / each][each];
        for (int i = 0; i < flat.length; i++) rows[i / each][i % each] = weight * flat[i];
        return rows;
    }
}
