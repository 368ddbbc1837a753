/** Whether what is judged is judged rightly: every genuine entry, and every way to forge one. */
@NullMarked
package org.auditledger.verify;

import org.jspecify.annotations.NullMarked;
