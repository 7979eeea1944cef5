/** This package has networks: layers, shapes, parameters, and what is trained for. */
package org.sparkqsnn.model;
