package org.sparkqsnn.config;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;

/** Records as an experiment has them: unions in sections, lists, Optionals and each other. */
public final class Example {
    static final ConfigRules RULES =
            new ConfigRules(
                    new Presets(
                            "model.kind",
                            List.of("plain", "pooled"),
                            "/org/sparkqsnn/config/presets/"),
                    new ElementDefaults("model.layers", "neuron"));

    private Example() {}

    /** A union. */
    public interface Neuron {
        Kinds<Neuron> KINDS =
                Kinds.of(Neuron.class, "Example$Qlif", "Example$Lif", "Example$Identity");
    }

    /** An enum of two words. */
    public enum Reset {
        GROUND,
        SOFT_ZERO
    }

    public record Qlif(double threshold, double t1, Reset reset) implements Neuron {
        public static final Qlif DEFAULT = new Qlif(0.75, 60, Reset.GROUND);

        public Qlif {
            Check.between(threshold, 0, 1, "neuron.threshold");
        }
    }

    public record Lif(double beta, double threshold) implements Neuron {
        public static final Lif DEFAULT = new Lif(0.9, 1);

        public Lif {
            Check.within(beta, 0, 1, "neuron.beta");
        }
    }

    /** Has no keys. */
    public record Identity() implements Neuron {
        public static final Identity DEFAULT = new Identity();
    }

    /** A user's own, which no list has. */
    public record Own(int size) implements Neuron {
        public static final Own DEFAULT = new Own(3);
    }

    /** A union whose records hold unions. */
    public interface Layer {
        Kinds<Layer> KINDS =
                Kinds.of(Layer.class, "Example$Dense", "Example$MaxPool", "Example$Branch");
    }

    public record Dense(int outputs, Neuron neuron) implements Layer {
        public static final Dense DEFAULT = new Dense(0, Qlif.DEFAULT);

        public Dense {
            Check.atLeast(outputs, 0, "dense.outputs");
        }
    }

    public record MaxPool(int size) implements Layer {
        public static final MaxPool DEFAULT = new MaxPool(2);
    }

    public record Branch(List<Layer> layers, Optional<Neuron> neuron) implements Layer {
        public static final Branch DEFAULT = new Branch(List.of(), Optional.empty());
    }

    /** One value: a number of steps, or {@code full}. */
    public record Window(int steps) {
        public static Window parse(String text) {
            if (text.equals("full")) return new Window(Integer.MAX_VALUE);
            if (!text.matches("\\d{1,9}"))
                throw Check.refuse("window", "must be full or steps", text);
            return new Window(Integer.parseInt(text));
        }

        @Override
        public String toString() {
            return steps == Integer.MAX_VALUE ? "full" : Integer.toString(steps);
        }
    }

    /** A section with every plain type. */
    public record Fit(
            int steps,
            long samples,
            double rate,
            boolean shuffle,
            String name,
            Reset reset,
            Window window,
            List<Double> decays,
            List<String> tags) {
        public static final Fit DEFAULT =
                new Fit(2, 5, 1e-3, true, "", Reset.GROUND, new Window(1), List.of(0.5), List.of());

        public Fit {
            Check.positive(rate, "fit.rate");
        }
    }

    /** The section with the list. */
    public record Model(
            String kind, List<Integer> hidden, List<Layer> layers, Optional<Neuron> readout) {
        public static final Model DEFAULT =
                new Model("plain", List.of(1000), List.of(), Optional.empty());
    }

    public record Root(long seed, Model model, Neuron neuron, Fit fit, List<Fit> rest) {
        public static final Root DEFAULT =
                new Root(42, Model.DEFAULT, Qlif.DEFAULT, Fit.DEFAULT, List.of());
    }

    /** What a user's text and overrides make of the default. */
    static Root read(String hocon, String... overrides) {
        return read(Root.DEFAULT, hocon, overrides);
    }

    static Root read(Root before, String hocon, String... overrides) {
        var user = ConfigFactory.parseString(hocon).resolve().root();
        var all = RULES.overridden(before, user, List.of(overrides), ConfigRules.types(Root.class));
        return RULES.read(before, all);
    }
}
