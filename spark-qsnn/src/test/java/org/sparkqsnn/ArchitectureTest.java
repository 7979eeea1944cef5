package org.sparkqsnn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** Who may import whom: the table of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "org.sparkqsnn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /**
     * cli -> doctor -> report, tracking, spark -> qpu, noise, sweep -> training -> layer -> neuron
     * -> math, circuit -> run -> data.
     */
    @ArchTest
    static final ArchRule dependenciesPointDown =
            Architectures.layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("cli")
                    .definedBy("org.sparkqsnn.cli..")
                    .layer("doctor")
                    .definedBy("org.sparkqsnn.doctor..")
                    .layer("report, tracking and spark")
                    .definedBy(
                            "org.sparkqsnn.report..",
                            "org.sparkqsnn.tracking..",
                            "org.sparkqsnn.spark..")
                    .layer("qpu, noise and sweep")
                    .definedBy(
                            "org.sparkqsnn.qpu..", "org.sparkqsnn.noise..", "org.sparkqsnn.sweep..")
                    .layer("training")
                    .definedBy("org.sparkqsnn.training..")
                    .layer("layer")
                    .definedBy("org.sparkqsnn.layer..")
                    .layer("neuron")
                    .definedBy("org.sparkqsnn.neuron..")
                    .layer("math and circuit")
                    .definedBy("org.sparkqsnn.math..", "org.sparkqsnn.circuit..")
                    .layer("run")
                    .definedBy("org.sparkqsnn.run..")
                    .layer("data")
                    .definedBy("org.sparkqsnn.data..")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("doctor")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("report, tracking and spark")
                    .mayOnlyBeAccessedByLayers("cli", "doctor")
                    .whereLayer("qpu, noise and sweep")
                    .mayOnlyBeAccessedByLayers("cli", "doctor", "report, tracking and spark")
                    .whereLayer("training")
                    .mayOnlyBeAccessedByLayers(
                            "cli", "doctor", "report, tracking and spark", "qpu, noise and sweep")
                    .whereLayer("layer")
                    .mayOnlyBeAccessedByLayers(
                            "cli",
                            "doctor",
                            "report, tracking and spark",
                            "qpu, noise and sweep",
                            "training")
                    .whereLayer("neuron")
                    .mayOnlyBeAccessedByLayers(
                            "cli",
                            "doctor",
                            "report, tracking and spark",
                            "qpu, noise and sweep",
                            "training",
                            "layer")
                    .whereLayer("math and circuit")
                    .mayOnlyBeAccessedByLayers(
                            "cli",
                            "doctor",
                            "report, tracking and spark",
                            "qpu, noise and sweep",
                            "training",
                            "layer",
                            "neuron")
                    .whereLayer("data")
                    .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.sparkqsnn.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sparkStaysWhereItIs =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "org.sparkqsnn.spark..",
                            "org.sparkqsnn.cli..",
                            "org.sparkqsnn.data.shard..",
                            "org.sparkqsnn.data.cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.spark..", "scala..");

    /** Only the wire knows Kryo, so that a Spark with another one is a matter of one package. */
    @ArchTest
    static final ArchRule kryoStaysOnTheWire =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.sparkqsnn.spark..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.esotericsoftware..");
}
