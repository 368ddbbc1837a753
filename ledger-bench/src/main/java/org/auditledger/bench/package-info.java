/** What the bars of BENCHMARKS are measured with. */
@NullMarked
package org.auditledger.bench;

import org.jspecify.annotations.NullMarked;
