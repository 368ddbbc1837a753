package org.auditledger.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Parsed;

/**
 * The first statement of a ledger that was there before: how it was found.
 *
 * @param backup the manifest of the backup that was taken before
 * @param entriesRoot the root over every row up to the head
 * @param fingerprint of the schema as it was found
 * @param noteKey the verifier key that signs for the ledger from now on
 * @param partitions the buffer's, with their bounds
 * @param runs which values of schema_version stand in which entries
 * @param state what the schema was recognised as
 * @param unchecked what could not be checked, in words
 */
public record LedgerAdopted(
    Optional<Digest> backup,
    DatabaseIdentity database,
    Digest entriesRoot,
    Digest fingerprint,
    Head head,
    String noteKey,
    List<String> partitions,
    List<Run> runs,
    String serverVersion,
    String state,
    List<String> unchecked) {

  /** Entries, one after the other, with one schema_version. */
  public record Run(long first, long last, String value) {}

  public LedgerAdopted {
    partitions = List.copyOf(partitions);
    runs = List.copyOf(runs);
    unchecked = List.copyOf(unchecked);
  }

  public Members toBody() {
    Map<String, CanonicalJson> body = new TreeMap<>();
    backup.ifPresent(digest -> body.put("backup", new Text(digest.hex())));
    body.put("database", database.toJson());
    body.put("entries_root", new Text(entriesRoot.hex()));
    body.put("fingerprint", new Text(fingerprint.hex()));
    body.put("head", JsonHead.of(head));
    body.put("note_key", new Text(noteKey));
    body.put("partitions", texts(partitions));
    body.put("schema_versions", new Sequence(runs.stream().map(LedgerAdopted::json).toList()));
    body.put("server_version", new Text(serverVersion));
    body.put("state", new Text(state));
    body.put("unchecked", texts(unchecked));
    return CanonicalJson.members(body);
  }

  /** What the body of a {@link Kind#LEDGER_ADOPTED} statement says. */
  public static Parsed<LedgerAdopted> read(Members body) {
    List<Run> runs = new ArrayList<>();
    for (CanonicalJson json : body.sequence("schema_versions")) {
      if (!(json instanceof Members run && isRun(run))) {
        return new Parsed.Malformed<>("a run of schema versions has no first, last and value");
      }
      runs.add(new Run(run.whole("first"), run.whole("last"), run.text("value")));
    }
    return new Parsed.Value<>(
        new LedgerAdopted(
            body.find("backup").map(digest -> Digest.ofHex(((Text) digest).value())),
            DatabaseIdentity.read(body.members("database")),
            Digest.ofHex(body.text("entries_root")),
            Digest.ofHex(body.text("fingerprint")),
            JsonHead.read(body.members("head")),
            body.text("note_key"),
            words(body.sequence("partitions")),
            runs,
            body.text("server_version"),
            body.text("state"),
            words(body.sequence("unchecked"))));
  }

  private static boolean isRun(Members run) {
    return run.find("first").orElse(null) instanceof Whole
        && run.find("last").orElse(null) instanceof Whole
        && run.find("value").orElse(null) instanceof Text;
  }

  private static CanonicalJson json(Run run) {
    return CanonicalJson.members(
        Map.of(
            "first", new Whole(run.first()),
            "last", new Whole(run.last()),
            "value", new Text(run.value())));
  }

  private static Sequence texts(List<String> words) {
    return new Sequence(words.stream().map(word -> (CanonicalJson) new Text(word)).toList());
  }

  private static List<String> words(List<CanonicalJson> texts) {
    return texts.stream().map(text -> ((Text) text).value()).toList();
  }
}
