package org.auditledger.cli;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.auditledger.age.AgeException;
import org.auditledger.append.AppendException;
import org.auditledger.audit.AuditException;
import org.auditledger.backup.BackupException;
import org.auditledger.checkpoint.SealException;
import org.auditledger.cli.embedded.EmbeddedServerException;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.export.ExportException;
import org.auditledger.keyfile.KeyFileException;
import org.auditledger.keys.KeyException;
import org.auditledger.migrate.MigrationException;
import org.auditledger.migrate.MigrationSetException;
import org.auditledger.postgres.ConnectionStringException;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Explanation;
import org.auditledger.restore.RestoreException;
import org.auditledger.retention.RetentionException;
import org.auditledger.signature.RefusedKeyException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where what went wrong becomes what is said about it and how the process ends. */
final class Failures {

  private static final String LOCK_TIMEOUT = "55P03";
  private static final String QUERY_CANCELED = "57014";
  private static final String READ_ONLY = "25006";

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
    if (problem instanceof AgeException refused) {
      return new Failure(exit(refused.trouble()), refused.what(), refused.why(), refused.next());
    }
    if (problem instanceof MigrationSetException) {
      // No judgement on any ledger: it is the program itself that cannot be trusted.
      return new Failure(
          ExitCode.TRUST,
          String.valueOf(problem.getMessage()),
          "the migrations inside this program are not what was released",
          "install audit-ledger again, from where you trust it");
    }
    if (problem instanceof MigrationException refused) {
      return of(exit(refused.trouble()), refused.explanation());
    }
    if (problem instanceof KeyException refused) {
      return of(exit(refused.trouble()), refused.explanation());
    }
    if (problem instanceof AppendException refused) {
      return of(refused, "");
    }
    if (problem instanceof SealException refused) {
      return of(exit(refused.trouble()), refused.explanation());
    }
    if (problem instanceof BackupException refused) {
      return of(exit(refused.trouble()), refused.explanation());
    }
    if (problem instanceof RestoreException refused) {
      return of(exit(refused.trouble()), refused.explanation());
    }
    if (problem instanceof RetentionException refused) {
      return of(exit(refused.trouble()), refused.explanation());
    }
    if (problem instanceof HistoryBrokenException broken) {
      return of(ExitCode.HISTORY_BROKEN, broken.explanation());
    }
    if (problem instanceof SignerRefusedException refused) {
      return of(ExitCode.TRUST, refused.explanation());
    }
    if (problem instanceof AuditException nothing) {
      return of(exit(nothing.trouble()), nothing.explanation());
    }
    if (problem instanceof ExportException nothing) {
      return of(exit(nothing.trouble()), nothing.explanation());
    }
    if (problem instanceof ConnectionStringException unclear) {
      return of(ExitCode.USAGE, unclear.explanation());
    }
    if (problem instanceof EmbeddedServerException unavailable) {
      return of(ExitCode.DATABASE, unavailable.explanation());
    }
    if (problem instanceof DatabaseException trouble) {
      return of(trouble);
    }
    if (problem instanceof SQLException trouble) {
      return of(DatabaseException.of("using the database", trouble));
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

  /** Why entries were not appended, with what comes before the next step. */
  static Failure of(AppendException problem, String before) {
    Explanation said = problem.explanation();
    return new Failure(exit(problem.trouble()), said.what(), said.why(), before + said.next());
  }

  private static ExitCode exit(AgeException.Trouble trouble) {
    return switch (trouble) {
      case RECIPIENT, IDENTITY, WRONG_IDENTITY, PASSPHRASE_NEEDED, WRONG_PASSPHRASE ->
          ExitCode.TRUST;
      case NOT_AGE, DAMAGED -> ExitCode.BACKUP_INVALID;
      case TOO_MUCH_WORK -> ExitCode.REFUSED;
    };
  }

  private static ExitCode exit(AppendException.Trouble trouble) {
    return switch (trouble) {
      case NOT_A_LEDGER, UNREACHABLE, UNKNOWN -> ExitCode.DATABASE;
      case ENTRIES -> ExitCode.CHAIN_BROKEN;
      case BUSY -> ExitCode.LIMIT;
      case REFUSED, CLOSED -> ExitCode.REFUSED;
    };
  }

  private static ExitCode exit(AuditException.Trouble trouble) {
    return switch (trouble) {
      case NOT_A_LEDGER -> ExitCode.DATABASE;
      case NO_ENTRY, NO_ANCHOR -> ExitCode.USAGE;
    };
  }

  private static ExitCode exit(BackupException.Trouble trouble) {
    return switch (trouble) {
      case NOT_A_LEDGER -> ExitCode.DATABASE;
      case ENTRIES -> ExitCode.CHAIN_BROKEN;
      case HISTORY -> ExitCode.HISTORY_BROKEN;
      case FILE, PROGRAM -> ExitCode.REFUSED;
      case INVALID -> ExitCode.BACKUP_INVALID;
      case TRUST -> ExitCode.TRUST;
    };
  }

  private static ExitCode exit(ExportException.Trouble trouble) {
    return switch (trouble) {
      case NOT_A_LEDGER -> ExitCode.DATABASE;
      case NO_FIELD, NO_ENTRY -> ExitCode.USAGE;
    };
  }

  private static ExitCode exit(RestoreException.Trouble trouble) {
    return switch (trouble) {
      case BACKUP -> ExitCode.BACKUP_INVALID;
      case TRUST -> ExitCode.TRUST;
      case ENTRIES -> ExitCode.CHAIN_BROKEN;
      case FORKED, HISTORY -> ExitCode.HISTORY_BROKEN;
      case REFUSED -> ExitCode.REFUSED;
    };
  }

  private static ExitCode exit(RetentionException.Trouble trouble) {
    return switch (trouble) {
      case NOT_A_LEDGER, NOT_OWNER -> ExitCode.DATABASE;
      case NAME -> ExitCode.USAGE;
      case CLOCK, POLICY, FILE -> ExitCode.REFUSED;
      case BUSY -> ExitCode.LIMIT;
    };
  }

  /** How a command ends for what stands in the way of a seal. */
  private static ExitCode exit(SealException.Trouble trouble) {
    return switch (trouble) {
      case ENTRIES -> ExitCode.CHAIN_BROKEN;
      case MEMORY, TRUST -> ExitCode.TRUST;
      case NOT_A_LEDGER -> ExitCode.DATABASE;
      case BUSY -> ExitCode.LIMIT;
      case FILE, UNSEALED -> ExitCode.REFUSED;
      case NO_ENTRY -> ExitCode.USAGE;
    };
  }

  /** How a command ends for what stands in the way of a migration. */
  static ExitCode exit(MigrationException.Trouble trouble) {
    return switch (trouble) {
      case ENTRIES -> ExitCode.CHAIN_BROKEN;
      case DRIFT -> ExitCode.POSTURE_WEAKER;
      case HISTORY -> ExitCode.HISTORY_BROKEN;
      case TRUST -> ExitCode.TRUST;
      case NOT_A_LEDGER, NOT_WRITABLE -> ExitCode.DATABASE;
      case LOCKED -> ExitCode.LIMIT;
      case REFUSED -> ExitCode.REFUSED;
    };
  }

  /** How a command ends that could not do something with a key. */
  static ExitCode exit(KeyException.Trouble trouble) {
    return switch (trouble) {
      case NOT_A_LEDGER -> ExitCode.DATABASE;
      case ENTRIES -> ExitCode.CHAIN_BROKEN;
      case KEY -> ExitCode.TRUST;
    };
  }

  /** Trouble with a database, which is never a finding about a ledger. */
  static Failure of(DatabaseException problem) {
    Explanation said = problem.explanation();
    return switch (String.valueOf(problem.sqlState())) {
      case LOCK_TIMEOUT, QUERY_CANCELED -> of(ExitCode.LIMIT, said);
      case READ_ONLY ->
          new Failure(
              ExitCode.DATABASE,
              said.what(),
              said.why() + ": this server is read-only, as a standby is",
              "name the server that takes writes (target_session_attrs=read-write finds it)");
      default -> of(ExitCode.DATABASE, said);
    };
  }

  /** What was explained elsewhere. */
  static Failure of(ExitCode exit, Explanation said) {
    return new Failure(exit, said.what(), said.why(), said.next());
  }

  /** Wrong usage, with what was probably meant. */
  static Failure of(ParameterException problem) {
    String help = "see " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    List<String> near = suggestions(problem);
    return new Failure(
        ExitCode.USAGE,
        // Of groups of options picocli says it in a tone of its own.
        lowerCaseFirst(String.valueOf(problem.getMessage()).replaceFirst("^Error: ", "")),
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
