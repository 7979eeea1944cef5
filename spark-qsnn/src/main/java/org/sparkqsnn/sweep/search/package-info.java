/**
 * This package decides which configs a sweep tries and for how long: the axes, the points of a
 * search, the candidates they make, and the rungs of successive halving. It trains nothing and
 * reads no results. It may import {@code experiment} and what lies below it. To add a search, add a
 * constant to {@code SweepConfig.Search} and a {@link org.sparkqsnn.sweep.search.Points}; to add a
 * schedule, add its brackets in {@link org.sparkqsnn.sweep.search.Bracket}.
 */
package org.sparkqsnn.sweep.search;
