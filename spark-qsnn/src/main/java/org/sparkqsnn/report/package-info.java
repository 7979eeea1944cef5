/**
 * Reports: run directories to self-contained HTML pages. All numbers are computed here; the page's
 * script draws what it is given and computes nothing. May import training and below; no Spark
 * types. To add a kind of page: a class that reads its files and returns a {@link
 * org.sparkqsnn.report.Page} of sections and blocks. To add a kind of chart: a record of {@link
 * org.sparkqsnn.report.Chart} and its function in {@code report.js}.
 */
package org.sparkqsnn.report;
