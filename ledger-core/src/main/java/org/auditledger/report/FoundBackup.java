package org.auditledger.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalTime;

/**
 * What was found about the backup that a ledger was read from.
 *
 * @param parts the whole one, and those that go on from it
 * @param defects what they say of themselves that is not so
 * @param notChecked what of that nobody who is trusted answers for
 */
public record FoundBackup(List<Part> parts, List<Defect> defects, List<String> notChecked) {

  /**
   * One file.
   *
   * @param manifest the digest that names it
   * @param parent that of the one that it goes on from
   * @param at the moment that it shows
   * @param first the number of the first entry in it
   * @param entries how many are in it
   * @param signedBy verifier keys that are trusted and have signed it
   */
  public record Part(
      String file,
      Digest manifest,
      Optional<Digest> parent,
      LedgerName ledger,
      Instant at,
      long first,
      long entries,
      List<String> signedBy) {

    public Part {
      signedBy = List.copyOf(signedBy);
    }

    private Members toJson() {
      return new MembersWriter()
          .text("at", JournalTime.text(at))
          .count("entries", entries)
          .text("file", file)
          .count("first", first)
          .text("ledger", ledger.value())
          .digest("manifest", manifest)
          .digest("parent", parent)
          .texts("signed_by", signedBy)
          .members();
    }

    private static Part read(MembersReader json) {
      return new Part(
          json.text("file"),
          json.digest("manifest"),
          json.findDigest("parent"),
          new LedgerName(json.text("ledger")),
          JournalTime.read(json.text("at"))
              .orElseThrow(() -> new IllegalArgumentException("\"at\" is no time")),
          json.count("first"),
          json.count("entries"),
          json.texts("signed_by"));
    }
  }

  /**
   * Something that a file says of itself and that is not so.
   *
   * @param code what kind of thing; who reads this may not know it yet
   */
  public record Defect(String code, String file, String what) {

    private Members toJson() {
      return new MembersWriter().text("code", code).text("file", file).text("what", what).members();
    }

    private static Defect read(MembersReader json) {
      return new Defect(json.text("code"), json.text("file"), json.text("what"));
    }
  }

  public FoundBackup {
    parts = List.copyOf(parts);
    defects = List.copyOf(defects);
    notChecked = List.copyOf(notChecked);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no backup is no backup");
    }
  }

  Members toJson() {
    return new MembersWriter()
        .objects("defects", defects.stream().map(Defect::toJson).toList())
        .texts("not_checked", notChecked)
        .objects("parts", parts.stream().map(Part::toJson).toList())
        .members();
  }

  static FoundBackup read(MembersReader json) {
    return new FoundBackup(
        json.objects("parts").stream().map(Part::read).toList(),
        json.objects("defects").stream().map(Defect::read).toList(),
        json.texts("not_checked"));
  }
}
