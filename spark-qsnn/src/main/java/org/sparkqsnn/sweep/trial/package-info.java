/**
 * This package trains one trial, which is one config with one seed, and keeps what came of it. The
 * id of a {@link org.sparkqsnn.sweep.trial.Trial} is a hash of all that decides its result, so that
 * no trial is trained twice, in one sweep or in two. It may import {@code sweep.search}, {@code
 * training} and what lies below them, and it sees no Spark types. To train trials elsewhere,
 * implement {@link org.sparkqsnn.sweep.trial.TrialRunner}.
 */
package org.sparkqsnn.sweep.trial;
