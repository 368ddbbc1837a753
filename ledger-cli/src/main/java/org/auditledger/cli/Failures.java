package org.auditledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.auditledger.keyfile.KeyFileException;
import org.auditledger.signature.RefusedKeyException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where what went wrong becomes what is said about it and how the process ends. */
final class Failures {

  private final Build build;

  Failures(Build build) {
    this.build = build;
  }

  /** What an exception out of a command means. A kind that is not listed here is a bug. */
  Failure of(Throwable problem) {
    if (problem instanceof CommandFailed failed) {
      return failed.failure();
    }
    if (problem instanceof KeyFileException || problem instanceof RefusedKeyException) {
      // Their messages say all three: what, why, and what to do next.
      return new Failure(ExitCode.TRUST, String.valueOf(problem.getMessage()), "", "");
    }
    String commit = build.commit() == null ? "" : ", commit " + build.commit();
    return new Failure(
        ExitCode.BUG,
        "internal error: " + problem,
        "this is a bug in audit-ledger ("
            + build.version()
            + commit
            + "); it says nothing about"
            + " the ledger",
        "run it again with AUDIT_LEDGER_DEBUG=1 and report what it prints");
  }

  /** Wrong usage, with what was probably meant. */
  static Failure of(ParameterException problem) {
    String help = "see " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    List<String> near = suggestions(problem);
    return new Failure(
        ExitCode.USAGE,
        lowerCaseFirst(String.valueOf(problem.getMessage())),
        "",
        near.isEmpty() ? help : "did you mean " + String.join(" or ", near) + "? " + help);
  }

  /** A signal ended the command, whatever exception that came out as. */
  static Failure interrupted() {
    return new Failure(
        ExitCode.INTERRUPTED, "interrupted", "", "what was not reported as done is not done");
  }

  /** Standard output could not take the answer. */
  static Failure outputBroken(Exception problem) {
    return new Failure(
        ExitCode.BUG,
        "the answer could not be written to standard output",
        String.valueOf(problem.getMessage()),
        "what was written is incomplete: make room or write elsewhere, then run it again");
  }

  private static List<String> suggestions(ParameterException problem) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)) {
      return List.of();
    }
    List<String> near = new ArrayList<>();
    for (String suggestion : unmatched.getSuggestions()) {
      if (near.size() < 3) {
        near.add(suggestion);
      }
    }
    return near;
  }

  private static String lowerCaseFirst(String message) {
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
