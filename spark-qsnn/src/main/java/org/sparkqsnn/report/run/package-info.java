/**
 * This package makes the page of one run, and the page that lays several side by side, from the
 * files of their directories and from the samples that a checkpoint is shown once more. It may
 * import {@code report}, {@code report.html}, {@code report.chart}, {@code training} and what lies
 * below it. To add a section, write a record of figures and add a line to {@code RunPage}.
 */
package org.sparkqsnn.report.run;
