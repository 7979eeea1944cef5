/**
 * What a training session would meet, before hours are spent: checks that take settings, facts and
 * times, and give {@link org.sparkqsnn.doctor.Finding}s. Sees no Spark types: the facts come from
 * {@code spark}'s Survey, and {@code cli} puts all of it together. May import {@code spark}, {@code
 * training} and what they may. To add a check: a method with a reason and a number in its sentence,
 * a line in {@code cli}'s Examination, and a test that shows it finding the defect and finding
 * none.
 *
 * <p>A problem is what fails, or breaks the promise of the same bits; advice is what costs time or
 * memory.
 */
package org.sparkqsnn.doctor;
