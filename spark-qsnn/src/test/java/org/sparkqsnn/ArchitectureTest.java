package org.sparkqsnn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom: the table of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "org.sparkqsnn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

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
