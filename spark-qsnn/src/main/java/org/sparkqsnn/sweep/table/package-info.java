/**
 * This package makes the tables of a sweep from the results of its trials alone: rows, means over
 * seeds with their intervals, and the ranking. It may import {@code sweep.trial} and {@code
 * sweep.search}, {@code evaluation} and what lies below it; it trains nothing. To add a column, add
 * a component to {@link org.sparkqsnn.sweep.table.Row} and its place in RowReader and
 * ResultsParquet.
 */
package org.sparkqsnn.sweep.table;
