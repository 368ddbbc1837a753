/**
 * How fast, and against what: whole processes, measured from outside, side by side.
 *
 * <p>Machines are noisy, so a figure is a ratio of two commands that ran in turn, A B A B, each the
 * median of several runs after a warm-up. Nothing here is a test: a slow machine fails no build.
 */
@NullMarked
package org.auditledger.bench;

import org.jspecify.annotations.NullMarked;
