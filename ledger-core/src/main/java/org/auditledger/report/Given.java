package org.auditledger.report;

import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;

/**
 * What a ledger was checked by, and how much of it was asked for.
 *
 * @param scope which entries were to be read
 * @param strict whether anything that was not checked counted
 * @param secondOpinion whether the database judged the chain, too
 * @param anchor what had been kept outside
 * @param noteKeys who was trusted for notes: verifier keys
 * @param transcriptKeys who was trusted for transcripts: ids of keys
 */
public record Given(
    GivenScope scope,
    boolean strict,
    boolean secondOpinion,
    Optional<GivenAnchor> anchor,
    List<String> noteKeys,
    List<String> transcriptKeys) {

  /** Those who are trusted are a set: however they were named, a report has them in one order. */
  public Given {
    noteKeys = noteKeys.stream().distinct().sorted(CanonicalJson.BY_CODE_POINT).toList();
    transcriptKeys =
        transcriptKeys.stream().distinct().sorted(CanonicalJson.BY_CODE_POINT).toList();
    if (scope instanceof GivenScope.Since && anchor.isEmpty()) {
      throw new IllegalArgumentException("what is new is what came after an anchor");
    }
  }

  Members toJson() {
    return new MembersWriter()
        .object("anchor", anchor.map(GivenAnchor::toJson))
        .texts("note_keys", noteKeys)
        .object("scope", scope.toJson())
        .flag("second_opinion", secondOpinion)
        .flag("strict", strict)
        .texts("transcript_keys", transcriptKeys)
        .members();
  }

  static Given read(MembersReader json) {
    return new Given(
        GivenScope.read(json.object("scope")),
        json.flag("strict"),
        json.flag("second_opinion"),
        json.findObject("anchor").map(GivenAnchor::read),
        json.texts("note_keys"),
        json.texts("transcript_keys"));
  }
}
