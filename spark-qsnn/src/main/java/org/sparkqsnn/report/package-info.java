/**
 * This package turns run and sweep directories into self-contained HTML pages, and holds what the
 * pages of both share. All numbers are computed in Java; the page's script draws what it is given
 * and computes nothing. It may import {@code report.html}, {@code report.chart} and {@code run},
 * and it sees no Spark types. To add a kind of page, write a package beside {@code report.run} with
 * a class that reads its files and returns a {@link org.sparkqsnn.report.html.Page} of sections and
 * blocks.
 */
package org.sparkqsnn.report;
