package org.auditledger.cli;

/**
 * A failure in the forms it is shown in. In JSON too it goes to standard error: on standard output
 * a program then finds the shape it expects or nothing, even when a stream of lines breaks off in
 * the middle. It is the last line there.
 */
record FailureAnswer(String format, int exit, String meaning, String what, String why, String next)
    implements Answer {

  static FailureAnswer of(Failure failure) {
    return new FailureAnswer(
        "audit-ledger/error/1",
        failure.exit().code(),
        failure.exit().meaning(),
        failure.what(),
        failure.why(),
        failure.next());
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder("audit-ledger: ").append(what).append('\n');
    if (!why.isEmpty()) {
      text.append("  why:  ").append(why).append('\n');
    }
    if (!next.isEmpty()) {
      text.append("  next: ").append(next).append('\n');
    }
    return text.toString();
  }
}
