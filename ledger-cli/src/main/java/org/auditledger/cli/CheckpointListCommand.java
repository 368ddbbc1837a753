package org.auditledger.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.auditledger.checkpoint.ListedSeal;
import org.auditledger.checkpoint.SealList;
import org.auditledger.checkpoint.Seals;
import org.auditledger.entry.LedgerName;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how far a ledger is sealed. */
@Command(
    name = "list",
    description = {
      "Say how far a ledger is sealed, and list its last seals.",
      "The list is only a hint, as it comes from the database. What is given by --trust is held"
          + " against it; without it everything is \"not checked\". Entries and tiles are not"
          + " read."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger checkpoint list --trust acme.vkey",
      "  audit-ledger checkpoint list --ledger-db service=ledger --last 100 --json"
    })
final class CheckpointListCommand implements Runnable {

  private static final int MOST = 10_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "How many seals to list (default: ${DEFAULT-VALUE}).")
  private int last = 20;

  @Mixin private final LedgerOptions ledger;
  @Mixin private final TrustOptions trust;
  @Mixin private final OutputOptions options = new OutputOptions();

  CheckpointListCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    if (last < 1 || last > MOST) {
      throw new ParameterException(
          command.commandLine(), "--last is 1 to " + MOST + ", not " + last);
    }
    SealList list = ledger.use(options, server -> new Seals(server, trust.keys()).list(last));
    options.print(Listed.of(list));
    if (list.defects().total() > 0) {
      throw new CommandFailed(
          new Failure(
              ExitCode.HISTORY_BROKEN,
              "the journal is broken: " + list.defects().first().get(0),
              "defects: "
                  + list.defects().total()
                  + "; what it says was sealed cannot be relied on",
              "compare the journal with a backup or an anchor; do not append"));
    }
    list.seals().stream()
        .filter(seal -> seal.worth() == ListedSeal.Worth.COUNTS && !seal.notes())
        .findFirst()
        .ifPresent(CheckpointListCommand::failMissing);
  }

  private static void failMissing(ListedSeal seal) {
    throw new CommandFailed(
        new Failure(
            ExitCode.HISTORY_BROKEN,
            "the checkpoints of statement "
                + seal.position()
                + " are not stored as they were"
                + " signed",
            "the journal says that they were; they were removed, or changed",
            "find out who did; compare the database with an anchor and a backup"));
  }

  private record Listed(
      String format,
      @Nullable String ledger,
      boolean checked,
      long entries,
      long sealed,
      long unsealed,
      long total,
      long defects,
      List<Seal> seals,
      String hint)
      implements Answer {

    Listed {
      seals = List.copyOf(seals);
    }

    static Listed of(SealList list) {
      return new Listed(
          "audit-ledger/checkpoint-list/1",
          list.ledger().map(LedgerName::value).orElse(null),
          list.checked(),
          list.entries(),
          list.sealed(),
          Math.max(0, list.entries() - list.sealed()),
          list.total(),
          list.defects().total(),
          list.seals().stream().map(seal -> Seal.of(seal, list.checked())).toList(),
          KeyWords.HINT);
    }

    @Override
    public String text() {
      Page page = new Page((ledger == null ? "no ledger yet" : ledger) + ": " + reach());
      if (!checked) {
        page.line("not checked: no verifier key is given by --trust");
      }
      List<List<String>> rows = new ArrayList<>();
      seals.forEach(seal -> rows.add(seal.cells()));
      page.gap()
          .table(List.of("statement", "when", "entries", "root", "key", "worth", "notes"), rows);
      if (total > seals.size()) {
        page.line(String.format(Locale.ROOT, "and %,d before them", total - seals.size()));
      }
      return page.line(hint.substring(0, hint.indexOf("; ") + 1))
          .line(hint.substring(hint.indexOf("; ") + 2))
          .toString();
    }

    private String reach() {
      if (total == 0) {
        return String.format(Locale.ROOT, "never sealed, %,d entries", entries);
      }
      return String.format(
              Locale.ROOT, "sealed up to entry %,d of %,d", sealed, Math.max(entries, sealed))
          + (unsealed == 0 ? "" : String.format(Locale.ROOT, " (%,d not sealed yet)", unsealed))
          + (entries < sealed ? String.format(Locale.ROOT, "; ONLY %,d ARE THERE", entries) : "");
    }
  }

  private record Seal(
      long position,
      String at,
      long entries,
      String root,
      List<String> signedBy,
      String worth,
      boolean stored,
      @JsonIgnore List<String> keys) {

    Seal {
      signedBy = List.copyOf(signedBy);
      keys = List.copyOf(keys);
    }

    static Seal of(ListedSeal seal, boolean checked) {
      return new Seal(
          seal.position(),
          seal.at(),
          seal.entries().size(),
          seal.entries().root().hex(),
          seal.by().stream().map(VerifierKey::toString).toList(),
          switch (seal.worth()) {
            case COUNTS -> "counts";
            case RETIRED -> "retired_key";
            case NOT_CHECKED -> checked ? "unknown_key" : "not_checked";
          },
          seal.notes(),
          seal.by().stream().map(key -> HexFormat.of().toHexDigits(key.id())).toList());
    }

    List<String> cells() {
      return List.of(
          Long.toString(position),
          Page.time(at),
          Long.toString(entries),
          root.substring(0, 16),
          keys.isEmpty() ? "-" : String.join(" ", keys),
          worth.replace('_', ' '),
          stored ? "stored" : "MISSING");
    }
  }
}
