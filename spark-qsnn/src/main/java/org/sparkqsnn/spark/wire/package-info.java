/**
 * This package carries values between the driver and its tasks: the transport of a job's input and
 * results, and each of our types as bytes for Kryo, which cannot write records by itself. Nothing
 * here computes. It may import {@code sweep.trial} and what lies below it, Spark's context and
 * broadcasts, and Kryo. To send a new type, write its writer and reader here, add a line to {@code
 * KryoTypes} in {@code spark}, and a case to WireTest.
 */
package org.sparkqsnn.spark.wire;
