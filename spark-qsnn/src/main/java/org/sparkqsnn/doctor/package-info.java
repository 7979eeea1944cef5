/**
 * What a training session would meet, before hours are spent: checks that take settings, facts and
 * times, and give {@link org.sparkqsnn.doctor.Finding}s. Sees no Spark types: the facts come from
 * {@code spark}'s Survey, and {@code cli} puts all of it together. May import {@code spark}, {@code
 * training} and what they may. To add a check: a method with a reason and a number in its sentence,
 * a line in {@code cli}'s DoctorSession, and a test that shows it finding the defect and finding
 * none.
 *
 * <p>A problem is what fails, breaks the promise of the same bits, or wastes most of the time;
 * advice is what costs some of it.
 */
package org.sparkqsnn.doctor;
