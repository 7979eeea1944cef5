/**
 * This package holds the verbs that train, {@code train}, {@code sweep} and {@code resume}: each
 * opens a session, says what it is about to do, shows progress and stops when it is asked to. What
 * is trained is the business of the packages below. It may import {@code cli.terminal} and whatever
 * training needs, from {@code doctor}, {@code tracking}, {@code spark} and {@code sweep} down, but
 * no other verb.
 */
package org.sparkqsnn.cli.training;
