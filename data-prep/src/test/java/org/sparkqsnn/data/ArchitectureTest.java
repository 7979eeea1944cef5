package org.sparkqsnn.data;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.sparkqsnn.data", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule spark_isSeenOnlyByShardSourceAndCli =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..data.shard..", "..data.source..", "..data.cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.spark..", "scala..");

    @ArchTest
    static final ArchRule hadoop_isSeenByTheCacheToo =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "..data.shard..", "..data.source..", "..data.cli..", "..data.cache..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.hadoop..");

    @ArchTest
    static final ArchRule dataPrep_neverSeesSparkQsnn =
            noClasses()
                    .that()
                    .resideInAPackage("org.sparkqsnn.data..")
                    .should()
                    .dependOnClassesThat(
                            DescribedPredicate.describe(
                                    "of spark-qsnn",
                                    c ->
                                            c.getPackageName().startsWith("org.sparkqsnn")
                                                    && !c.getPackageName()
                                                            .startsWith("org.sparkqsnn.data")));

    @ArchTest
    static final ArchRule dependencies_pointDown =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("cli")
                    .definedBy("..data.cli..")
                    .layer("fetch")
                    .definedBy("..data.fetch..")
                    .layer("source")
                    .definedBy("..data.source..")
                    .layer("shard")
                    .definedBy("..data.shard..")
                    .layer("mix")
                    .definedBy("..data.mix..")
                    .layer("cache")
                    .definedBy("..data.cache..")
                    .layer("idx")
                    .definedBy("..data.idx..")
                    .layer("encode")
                    .definedBy("..data.encode..")
                    .layer("schema")
                    .definedBy("..data.schema..")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("fetch")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("source")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("shard")
                    .mayOnlyBeAccessedByLayers("source", "cli")
                    .whereLayer("mix")
                    .mayOnlyBeAccessedByLayers("shard", "source", "cli")
                    .whereLayer("idx")
                    .mayOnlyBeAccessedByLayers("cli", "fetch")
                    .whereLayer("cache")
                    .mayOnlyBeAccessedByLayers("shard")
                    .whereLayer("encode")
                    .mayOnlyBeAccessedByLayers("shard", "cli");
}
