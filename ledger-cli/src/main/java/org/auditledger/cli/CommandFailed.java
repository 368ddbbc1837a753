package org.auditledger.cli;

/** Ends a command with a {@link Failure}. */
final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  CommandFailed(Failure failure) {
    super(failure.what());
    this.failure = failure;
  }

  CommandFailed(Failure failure, Throwable cause) {
    super(failure.what(), cause);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
