/**
 * This package makes the page of a sweep from the views in its directory: it reads neither data nor
 * trials. It may import {@code report}, {@code report.html}, {@code report.chart}, {@code sweep}
 * with its {@code search} and {@code table}, and {@code run}. To add a section, write a record of
 * figures and add a line to {@code SweepPage}.
 */
package org.sparkqsnn.report.sweep;
