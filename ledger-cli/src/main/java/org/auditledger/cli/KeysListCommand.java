package org.auditledger.cli;

import java.util.List;
import java.util.Optional;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.keys.KeyList;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.keys.ListedKey;
import org.auditledger.keys.ListedKey.Registration;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the database says of its keys. */
@Command(
    name = "list",
    description = {
      "List the keys that the ledger's own journal names.",
      "The list is only a hint, as it comes from the database. What is given by --trust is held"
          + " against it; without it everything is \"not checked\"."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger keys list --trust plant-1.key.vkey",
      "  audit-ledger keys list --ledger-db service=ledger --trust acme.vkey --json"
    })
final class KeysListCommand implements Runnable {

  @Mixin private LedgerOptions ledger;
  @Mixin private TrustOptions trust;
  @Mixin private OutputOptions options = new OutputOptions();

  KeysListCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    KeyList list = ledger.use(options, server -> new LedgerKeys(server).list(trust.keys()));
    options.print(Listed.of(list));
    if (list.defects().total() > 0) {
      throw KeyWords.broken(list);
    }
  }

  private record Listed(
      String format,
      @Nullable String ledger,
      String hint,
      boolean checked,
      long statements,
      long unknownStatements,
      long defects,
      List<Key> keys,
      long omitted)
      implements Answer {

    Listed {
      keys = List.copyOf(keys);
    }

    static Listed of(KeyList list) {
      String name = list.ledger().map(Object::toString).orElse(null);
      return new Listed(
          "audit-ledger/key-list/1",
          name,
          KeyWords.HINT,
          list.checked(),
          list.statements(),
          list.unknown(),
          list.defects().total(),
          list.keys().stream().map(key -> Key.of(name, list.checked(), key)).toList(),
          list.omitted());
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder("keys of ").append(ledger);
      text.append(", as its own database lists them\n\n");
      keys.forEach(key -> text.append(key.text()).append('\n'));
      if (omitted > 0) {
        text.append("left out: ").append(omitted).append(", as no ledger has so many\n");
      }
      text.append(statements).append(" statements in the journal, ");
      if (!checked) {
        text.append("none of them checked\n");
      } else if (unknownStatements + defects == 0) {
        text.append("each signed by a key that is trusted or vouched for\n");
      } else {
        text.append(unknownStatements).append(" of them by keys that are neither trusted nor");
        text.append(" vouched for; defects: ").append(defects).append('\n');
      }
      return text.append(hint.replace("; ", ";\n")).append('\n').toString();
    }
  }

  private record Key(
      String purpose,
      String keyId,
      @Nullable String publicKey,
      @Nullable String verifierKey,
      @Nullable Long position,
      @Nullable String at,
      String trust,
      String why,
      @Nullable Retired retired) {

    static Key of(@Nullable String ledger, boolean checked, ListedKey key) {
      boolean signsNotes = key.purpose() == KeyPurpose.NOTE && ledger != null;
      Optional<Registration> registered = key.registered();
      return new Key(
          key.purpose().word(),
          key.keyId(),
          key.key().map(PublicKey::pem).orElse(null),
          key.key()
              .filter(k -> signsNotes)
              .map(k -> new VerifierKey(String.valueOf(ledger), k).toString())
              .orElse(null),
          registered.map(Registration::position).orElse(null),
          registered.map(Registration::at).orElse(null),
          KeyWords.trustWord(key.trust()),
          KeyWords.trust(key.trust()),
          key.retired().map(retired -> Retired.of(checked, retired)).orElse(null));
    }

    private String text() {
      return purpose
          + " key "
          + keyId
          + "\n  since    "
          + (position == null ? "no statement" : "statement " + position + ", " + at)
          + "\n  trust    "
          + why
          + "\n"
          + (retired == null ? "" : retired.text(purpose));
    }
  }

  private record Retired(
      long position,
      String at,
      String standing,
      long entriesSize,
      long journalSize,
      String reason) {

    static Retired of(boolean checked, ListedKey.Retirement retired) {
      String unsigned = checked ? "without_effect" : "not_checked";
      return new Retired(
          retired.position(),
          retired.at(),
          retired.counts() ? "in_effect" : unsigned,
          retired.said().entriesSize(),
          retired.said().journalSize(),
          retired.said().reason());
    }

    private String text(String purpose) {
      String worth =
          switch (standing) {
            case "in_effect" -> "";
            case "not_checked" -> " (not checked)";
            default -> " (without effect: nobody who is trusted here signed it)";
          };
      return "  retired  by statement "
          + position
          + ", "
          + at
          + worth
          + ": "
          + Failure.oneLine(reason)
          + "\n  counts   "
          + KeyWords.counts(purpose, entriesSize, journalSize)
          + "\n";
    }
  }
}
