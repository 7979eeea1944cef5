/** This package has the QLIF neuron and its kernels. */
package org.sparkqsnn.neuron.qlif;
