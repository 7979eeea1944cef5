/**
 * This package says what a training session would meet, before hours are spent: its checks take
 * settings, facts and times, and give {@link org.sparkqsnn.doctor.Finding}s. A problem is what
 * fails, breaks the promise of the same bits, or wastes most of the time; advice is what costs some
 * of it. It sees no Spark types: the facts come from {@code spark}'s Survey, and {@code cli.doctor}
 * puts all of it together. It may import {@code spark}, {@code training} and what lies below them.
 * To add a check, write a method with a reason and a number in its sentence, a line in
 * DoctorSession, and a test that shows it finding the defect and finding none.
 */
package org.sparkqsnn.doctor;
