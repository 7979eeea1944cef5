/**
 * Numbers: polynomials for the trigonometry of a qubit, and the dense product. Knows nothing of
 * neurons. Each function stands twice, as the scalar definition ({@link
 * org.sparkqsnn.math.FloatMath}) and as its vector twin ({@link org.sparkqsnn.math.VectorMath});
 * the twins do the same operations in the same order, so they agree to the bit, and a test holds
 * them to it. To add one: both methods, a row in FloatMathTest.
 */
package org.sparkqsnn.math;
