package org.auditledger.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.testing.LegacyVectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What makes a ledger a good one, written a second time: from FORMAT.md alone, over values and not
 * over bytes, with the JDK's signatures. It says what is wrong as entry and kind.
 */
final class AncestorsRules {

  private static final String ZEROS = "0".repeat(64);

  private final Map<String, PublicKey> keys = new HashMap<>();

  /** A key and what it was asked about, since many ledgers have the same transcripts. */
  private final Map<List<String>, Boolean> verified = new HashMap<>();

  private final Map<String, List<String>> hashes = new HashMap<>();

  AncestorsRules() throws GeneralSecurityException {
    for (String file : List.of("transcript-1.ed25519.pub", "transcript-2.ed25519.pub")) {
      String base64 = LegacyVectors.text(file).replaceAll("-----[A-Z ]+-----|\\s", "");
      byte[] spki = Base64.getDecoder().decode(base64);
      byte[] raw = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
      keys.put(
          "sha256:" + sha256(raw),
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
    }
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  SortedSet<String> judge(List<StoredEntry> stored) throws GeneralSecurityException {
    List<StoredEntry> entries = new ArrayList<>(stored);
    entries.removeIf(entry -> entry.number() == null);
    entries.sort(
        Comparator.comparing(StoredEntry::number)
            .thenComparing(entry -> String.valueOf(entry.text("entry_hash"))));
    SortedSet<String> wrong = new TreeSet<>();
    StoredEntry before = null;
    for (StoredEntry entry : entries) {
      judgePlace(entry, before, wrong);
      if (!Objects.equals(entry.hash().orElse(null), entry.text("entry_hash"))
          || entry.text("entry_hash") == null) {
        wrong.add(entry.number() + " hash");
      }
      judgeContent(entry, wrong);
      before = entry;
    }
    return wrong;
  }

  private static void judgePlace(
      StoredEntry entry, @Nullable StoredEntry before, SortedSet<String> wrong) {
    long number = Objects.requireNonNull(entry.number());
    long last = before == null ? 0 : Math.max(0, Objects.requireNonNull(before.number()));
    if (number < 1) {
      wrong.add(number + " number");
    } else if (before != null && last == number) {
      wrong.add(number + " repeated");
    } else if (number - last > 1) {
      wrong.add(number + " missing");
    } else if (number > 1) {
      String linked = String.valueOf(before.text("entry_hash"));
      if (!linked.matches("[0-9a-f]{64}") || !linked.equals(entry.text("previous_hash"))) {
        wrong.add(number + " link");
      }
    }
    if (number == 1 && !ZEROS.equals(entry.text("previous_hash"))) {
      wrong.add(number + " link");
    }
  }

  private void judgeContent(StoredEntry entry, SortedSet<String> wrong)
      throws GeneralSecurityException {
    String envelope = entry.text("envelope_json");
    String envelopeHash = entry.text("envelope_hash");
    if (envelope != null && envelopeHash != null && !mayBe(envelope, envelopeHash)) {
      wrong.add(entry.number() + " envelope");
    }
    String transcript = entry.text("transcript_json");
    if (transcript == null) {
      return;
    }
    judgeTranscript(entry.number() + " ", PythonText.parse(transcript), wrong);
  }

  private void judgeTranscript(String entry, JsonNode transcript, SortedSet<String> wrong)
      throws GeneralSecurityException {
    String request = transcript.get("request_hash").asString();
    String response = transcript.get("response_hash").asString();
    String key = transcript.get("signing_key_id").asString();
    String asked = transcript.get("request_canonical").asString();
    if (!isHash(request) || !isHash(response) || !isHash(key)) {
      wrong.add(entry + "malformed");
    }
    boolean isAsked = request.equals("sha256:" + StoredEntry.sha256(asked));
    if (isHash(request) && !isAsked) {
      wrong.add(entry + "request");
    }
    boolean isAnswered = mayBe(transcript.get("response_canonical").toString(), response);
    if (isHash(response) && !isAnswered) {
      wrong.add(entry + "response");
    }
    String signature = transcript.get("signature_hex").asString();
    if (isAsked && isAnswered && !isSigned(key, request + "|" + response, signature)) {
      wrong.add(entry + "signature");
    }
  }

  private static boolean isHash(String text) {
    return text.matches("sha256:[0-9a-f]{64}");
  }

  /** Whether Python hashed this to that, as far as jsonb remembers. */
  private boolean mayBe(String json, String hash) {
    return hashes
        .computeIfAbsent(
            json,
            text ->
                PythonText.of(PythonText.parse(text)).stream()
                    .map(python -> "sha256:" + StoredEntry.sha256(python))
                    .toList())
        .contains(hash);
  }

  /** What a key signed that nobody knows is not to be judged. */
  private boolean isSigned(String keyId, String message, String hex)
      throws GeneralSecurityException {
    if (!keys.containsKey(keyId)) {
      return true;
    }
    List<String> question = List.of(keyId, message, hex);
    Boolean known = verified.get(question);
    if (known == null) {
      known = verify(keys.get(keyId), message, hex);
      verified.put(question, known);
    }
    return known;
  }

  private static boolean verify(PublicKey key, String message, String hex)
      throws GeneralSecurityException {
    Signature jdk = Signature.getInstance("Ed25519");
    jdk.initVerify(key);
    jdk.update(message.getBytes(StandardCharsets.US_ASCII));
    try {
      return hex.length() == 128 && jdk.verify(HexFormat.of().parseHex(hex));
    } catch (SignatureException e) {
      return false;
    }
  }
}
