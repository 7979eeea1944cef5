/** Quantum spiking neural networks on Apache Spark. */
package org.sparkqsnn;
