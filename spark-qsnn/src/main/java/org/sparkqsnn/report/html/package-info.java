/**
 * This package writes a page: sections, blocks, tables, figures and pictures as HTML, with the
 * style and the scripts that a page carries in it. Text is escaped in {@link
 * org.sparkqsnn.report.html.Html} and nowhere else. It may import {@code report.chart}, {@code
 * config} for JSON, and {@code run} for the version it names. To add a kind of block, write a
 * record of {@link org.sparkqsnn.report.html.Block}.
 */
package org.sparkqsnn.report.html;
