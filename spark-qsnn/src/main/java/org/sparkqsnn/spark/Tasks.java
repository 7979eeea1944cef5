package org.sparkqsnn.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * A job's work on a task's parts, as a plain class: Spark does not clean those. For the closures
 * inside {@code map} and {@code collect} its cleaner reads the byte code of {@code RDD} anew in
 * every job, 5 of the 9 ms that an empty job took.
 */
public record Tasks<P>(Function<P, Object> work)
        implements Function2<TaskContext, Iterator<P>, Object[]>, Serializable {

    /** Results of all parts, in their order; each task has neighbouring parts. */
    public static <P> List<Object> run(
            JavaSparkContext spark, List<P> parts, int tasks, Function<P, Object> work) {
        Object results =
                spark.sc()
                        .runJob(
                                spark.parallelize(parts, tasks).rdd(),
                                new Tasks<>(work),
                                ClassTag$.MODULE$.apply(Object[].class));
        return Arrays.stream((Object[][]) results).flatMap(Arrays::stream).toList();
    }

    /**
     * Runs a task for each part, and hands over each result once, as it arrives.
     *
     * @param places Spark's names of where each part should run; empty where it does not matter
     * @param arrived takes the part's number and its result, on the thread of Spark's scheduler
     */
    public static <P> void run(
            JavaSparkContext spark,
            List<P> parts,
            List<List<String>> places,
            Function<P, Object> work,
            ObjIntConsumer<Object> arrived) {
        Function2<Object, Object[], BoxedUnit> handler =
                (task, results) -> {
                    arrived.accept(results[0], (Integer) task);
                    return BoxedUnit.UNIT;
                };
        spark.sc()
                .runJob(
                        placed(spark, parts, places),
                        new Tasks<>(work),
                        handler,
                        ClassTag$.MODULE$.apply(Object[].class));
    }

    private static <P> RDD<P> placed(
            JavaSparkContext spark, List<P> parts, List<List<String>> places) {
        List<Tuple2<P, Seq<String>>> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++)
            all.add(
                    new Tuple2<>(
                            parts.get(i), CollectionConverters.asScala(places.get(i)).toSeq()));
        return spark.sc()
                .makeRDD(
                        CollectionConverters.asScala(all).toSeq(),
                        ClassTag$.MODULE$.apply(Object.class));
    }

    @Override
    public Object[] apply(TaskContext context, Iterator<P> parts) {
        List<Object> results = new ArrayList<>();
        try {
            while (parts.hasNext()) results.add(work.call(parts.next()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return results.toArray();
    }
}
