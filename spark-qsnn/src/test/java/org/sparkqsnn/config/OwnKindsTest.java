package org.sparkqsnn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.config.Example.Neuron;
import org.sparkqsnn.data.schema.BadInput;

/** Classes of users' own, and what may be wrong with them. */
public class OwnKindsTest {
    private static final String HERE = OwnKindsTest.class.getName() + "$";

    public record Right(int size, Optional<Part> part, List<Part> parts) implements Neuron {
        public static final Right DEFAULT = new Right(3, Optional.empty(), List.of());
    }

    /** A section of a user's own. */
    public record Part(double rate, Part.Way way, Optional<Part> next) {
        /** An enum of a user's own. */
        public enum Way {
            IN,
            OUT
        }

        public static final Part DEFAULT = new Part(1, Way.IN, Optional.empty());
    }

    record Hidden() implements Neuron {
        public static final Hidden DEFAULT = new Hidden();
    }

    public static final class NoRecord implements Neuron {
        public static final NoRecord DEFAULT = new NoRecord();
    }

    public record OfAnotherInterface() {
        public static final OfAnotherInterface DEFAULT = new OfAnotherInterface();
    }

    public record WithoutDefault() implements Neuron {}

    public record WithHiddenDefault() implements Neuron {
        @SuppressWarnings("unused") // what a user may have written
        private static final WithHiddenDefault DEFAULT = new WithHiddenDefault();
    }

    public record WithAnothersDefault() implements Neuron {
        public static final Right DEFAULT = Right.DEFAULT;
    }

    public record WithNullDefault() implements Neuron {
        public static final WithNullDefault DEFAULT = null;
    }

    public record WithFloat(float tau) implements Neuron {
        public static final WithFloat DEFAULT = new WithFloat(1);
    }

    public record WithArray(List<int[]> sizes) implements Neuron {
        public static final WithArray DEFAULT = new WithArray(List.of());
    }

    public record WithFloatBelow(WithFloat below) implements Neuron {
        public static final WithFloatBelow DEFAULT = new WithFloatBelow(WithFloat.DEFAULT);
    }

    public record Broken(int size) implements Neuron {
        public static final Broken DEFAULT = new Broken(List.of(1).get(1));
    }

    public record Picky(double beta) implements Neuron {
        public static final Picky DEFAULT = new Picky(0.5);

        public Picky {
            if (beta > 1) throw new IllegalArgumentException("beta is\nat most 1");
            Check.notNegative(beta, "beta");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hidden | neuron.kind HERE$Hidden: is no public record that implements",
                "NoRecord | neuron.kind HERE$NoRecord: is no public record that implements",
                "OfAnotherInterface | HERE$OfAnotherInterface: is no public record that implements",
                "WithoutDefault | neuron.kind HERE$WithoutDefault: has no public static constant DEFAULT of its own type",
                "WithHiddenDefault | has no public static constant DEFAULT",
                "WithAnothersDefault | has no public static constant DEFAULT",
                "WithNullDefault | has no public static constant DEFAULT",
                "WithFloat | neuron.kind HERE$WithFloat: its component tau is of type float; a config has int, long, double,",
                "WithArray | its component sizes is of type java.util.List<int[]>; a config has",
                "WithFloatBelow | its component tau is of type float; a config has",
                "Broken | neuron.kind HERE$Broken: its constant DEFAULT cannot be made: java.lang.",
                "Picky, beta = 2 | neuron: HERE$Picky takes no such values: java.lang.IllegalArgumentException: beta is at most 1",
                "Picky, beta = -1 | neuron.beta must be >= 0 and finite, got -1.0; change it in the config file or with --set neuron.beta=",
                "Picky, gamma = 1 | unknown key neuron.gamma of kind HERE$Picky; did you mean neuron.beta?",
                "Right, part.way = up | neuron.part.way must be one of in, out",
            })
    void mistake_isOneLine(String of, String expected) {
        BadInput refused = assertThrows(BadInput.class, () -> neuron(of));
        String message = refused.getMessage();
        assertTrue(message.contains(expected.replace("HERE$", HERE)), message);
        assertEquals(1, message.lines().count());
    }

    /** A class whose static initialiser has thrown is refused again, and not with a trace. */
    @Test
    void brokenClass_isRefusedEachTime() {
        for (int again = 0; again < 3; again++) {
            BadInput refused = assertThrows(BadInput.class, () -> neuron("Broken"));
            String message = refused.getMessage();
            assertTrue(message.contains("IndexOutOfBoundsException: Index: 1 Size: 1"), message);
            assertEquals(1, message.lines().count());
        }
    }

    /** A jar may lack a class that another one in it needs. */
    @Test
    void kindThatLacksAClass_isOneLine() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new Lacking(before));
        try {
            BadInput refused = assertThrows(BadInput.class, () -> neuron("Right"));
            String message = refused.getMessage();
            assertTrue(message.contains("$Right: cannot be loaded: java.lang."), message);
            assertTrue(message.contains("Part"), message);
            assertEquals(1, message.lines().count());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Has {@link Right}, and not its parts. */
    private static final class Lacking extends ClassLoader {
        private final Class<?> right;

        Lacking(ClassLoader parent) throws IOException {
            super(parent);
            String file = Right.class.getName().replace('.', '/') + ".class";
            try (InputStream in = parent.getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                right = defineClass(Right.class.getName(), bytes, 0, bytes.length);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Part.class.getName())) throw new ClassNotFoundException(name);
            boolean asked = name.equals(Right.class.getName());
            return asked ? right : super.loadClass(name, resolve);
        }
    }

    @Test
    void rightOne_isReadWithItsParts() {
        Part inner = new Part(2, Part.Way.OUT, Optional.of(Part.DEFAULT));
        assertEquals(
                new Right(3, Optional.of(inner), List.of(Part.DEFAULT)),
                neuron("Right, part { rate = 2, way = out, next {} }, parts = [{}]"));
    }

    @Test
    void ownKinds_areFoundAtAnyDepth() {
        assertEquals(Set.of(), ConfigTree.own(Example.Root.DEFAULT));
        String own = "{ kind = \"" + HERE + "Right\" }";
        String picky = "{ kind = \"" + HERE + "Picky\" }";
        Example.Root config =
                read(
                        "neuron = "
                                + picky
                                + ", model { readout = "
                                + own
                                + ", layers = [{ kind = dense, neuron = "
                                + own
                                + " }] }");
        assertEquals(Set.of(Picky.class, Right.class), ConfigTree.own(config));
    }

    private static Neuron neuron(String of) {
        String[] parts = of.split(", ", 2);
        String rest = parts.length > 1 ? ", " + parts[1] : "";
        return read("neuron { kind = \"" + HERE + parts[0] + "\"" + rest + " }").neuron();
    }

    private static Example.Root read(String hocon) {
        return RecordReader.read(Example.Root.DEFAULT, "", ConfigFactory.parseString(hocon).root());
    }
}
