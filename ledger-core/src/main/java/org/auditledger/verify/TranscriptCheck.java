package org.auditledger.verify;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.JsonbObject;
import org.auditledger.canonical.Preimage;
import org.auditledger.canonical.PreimageSearch;
import org.auditledger.entry.Digest;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.SignatureCheck;
import org.auditledger.signature.TranscriptSignature;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;

/**
 * The transcript against its hashes, its signature, and the columns that repeat it. The signature
 * is judged over hashes that were computed or found again, never over hashes that merely stand
 * there: where one is wrong, that is the finding, and the signature says nothing more.
 */
final class TranscriptCheck {

  private static final String RESPONSE = "transcript_json.response_canonical";

  private final StoredJson transcript;
  private final StoredText signature;
  private final StoredText keyId;
  private final TrustedKeys trusted;
  private final Notes notes;
  private final PreimageSearch search = new PreimageSearch();
  private final CanonicalBytes member = new CanonicalBytes();

  TranscriptCheck(RowLayout layout, TrustedKeys trusted, Notes notes) {
    this.transcript = new StoredJson(layout, "transcript_json");
    this.signature = new StoredText(layout, "transcript_signature");
    this.keyId = new StoredText(layout, "signing_key_id");
    this.trusted = trusted;
    this.notes = notes;
  }

  void accept(RowView row, boolean hasEnvelope) {
    if (!transcript.isPresent(row)) {
      requireAbsent(row, signature);
      requireAbsent(row, keyId);
      return;
    }
    if (!hasEnvelope) {
      incomplete(row, transcript.name(), "is there without an envelope");
    }
    Optional<JsonbObject> object = transcript.object(row);
    if (object.isPresent()) {
      judge(row, object.get());
    } else {
      malformed(row, "is no JSON object");
    }
  }

  private void requireAbsent(RowView row, StoredText column) {
    if (column.isPresent(row)) {
      incomplete(row, column.name(), "is " + column.shown(row) + " without a transcript");
    }
  }

  private void judge(RowView row, JsonbObject object) {
    compare(row, signature, object, "signature_hex");
    compare(row, keyId, object, "signing_key_id");
    Digest key = hash(row, object, "signing_key_id");
    Digest request = request(row, object);
    Digest response = response(row, object);
    member.clear();
    if (!object.string("signature_hex", member)) {
      malformed(row, "has no string signature_hex");
    } else if (key != null && request != null && response != null) {
      String signed = new String(member.buffer(), 0, member.size(), StandardCharsets.UTF_8);
      verify(row, request, response, signed, "sha256:" + key);
    }
  }

  /** Compares the column that repeats what the transcript says. */
  private void compare(RowView row, StoredText column, JsonbObject object, String key) {
    member.clear();
    if (!column.isPresent(row)) {
      incomplete(row, column.name(), "is null beside a transcript");
    } else if (object.string(key, member) && !column.holds(row, member)) {
      String said = StoredText.shown(member.buffer(), 0, member.size());
      notes.finding(
          row,
          FindingCode.COLUMN_DIFFERS,
          column.name(),
          column.name() + " is " + column.shown(row) + ", the transcript says " + said);
    }
  }

  private @Nullable Digest request(RowView row, JsonbObject object) {
    Digest stored = hash(row, object, "request_hash");
    member.clear();
    if (!object.string("request_canonical", member)) {
      malformed(row, "has no string request_canonical");
      return null;
    }
    Digest computed = member.digest();
    if (stored == null || stored.equals(computed)) {
      return stored;
    }
    String detail = "request_hash is sha256:" + stored + ", computed sha256:" + computed;
    notes.finding(row, FindingCode.REQUEST_HASH_WRONG, transcript.name(), detail);
    return null;
  }

  private @Nullable Digest response(RowView row, JsonbObject object) {
    Digest stored = hash(row, object, "response_hash");
    Optional<JsonbObject.Range> range = object.find("response_canonical");
    if (range.isEmpty()) {
      malformed(row, "has no response_canonical");
      return null;
    }
    if (stored == null) {
      return null;
    }
    int offset = range.get().offset();
    Preimage found = search.find(row.buffer(), offset, range.get().length(), stored);
    if (found == Preimage.NOT_EXHAUSTED) {
      notes.notChecked(row, Unchecked.Reason.TOO_MANY_PREIMAGES, RESPONSE);
    } else if (found != Preimage.FOUND) {
      String detail = "response_hash sha256:" + stored + " is not that of response_canonical";
      notes.finding(row, FindingCode.RESPONSE_HASH_WRONG, transcript.name(), detail);
      return null;
    }
    return stored;
  }

  private @Nullable Digest hash(RowView row, JsonbObject object, String key) {
    member.clear();
    Digest hash =
        object.string(key, member) ? StoredText.hash(member.buffer(), 0, member.size()) : null;
    if (hash == null) {
      malformed(row, "has no " + key + " of the form sha256:...");
    }
    return hash;
  }

  private void verify(RowView row, Digest request, Digest response, String signed, String key) {
    Optional<PublicKey> known = trusted.forTranscripts(key);
    if (known.isPresent()) {
      SignatureCheck check = TranscriptSignature.check(request, response, signed, known.get());
      if (check != SignatureCheck.VALID) {
        String detail = check.sentence() + " (key " + key + ")";
        notes.finding(row, FindingCode.SIGNATURE_INVALID, signature.name(), detail);
        return;
      }
    }
    // A signature that would not count even if it is valid needs no key to be judged.
    OptionalLong last = trusted.lastTranscript(key);
    if (last.isPresent() && notes.sequence(row).orElse(Long.MAX_VALUE) > last.getAsLong()) {
      String detail =
          keyId.name() + " is " + key + ", which was retired as of entry " + last.getAsLong();
      notes.finding(row, FindingCode.KEY_RETIRED, keyId.name(), detail);
    } else if (known.isEmpty()) {
      notes.notChecked(row, Unchecked.Reason.UNKNOWN_KEY, key);
    }
  }

  private void incomplete(RowView row, String column, String what) {
    notes.finding(row, FindingCode.TRANSCRIPT_INCOMPLETE, column, column + " " + what);
  }

  private void malformed(RowView row, String what) {
    String column = transcript.name();
    notes.finding(row, FindingCode.TRANSCRIPT_MALFORMED, column, column + " " + what);
  }
}
