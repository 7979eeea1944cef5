/** This package has layers in which each neuron reads the whole input. */
package org.sparkqsnn.layer.dense;
