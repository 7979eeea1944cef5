/**
 * This package holds what a chart shows, as numbers and as words for those who cannot see it. It
 * knows nothing of runs or HTML and may import {@code config} alone. To add a kind of chart, write
 * a record of {@link org.sparkqsnn.report.chart.Chart} and the function of its name in {@code
 * report.js}.
 */
package org.sparkqsnn.report.chart;
