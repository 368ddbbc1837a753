package org.auditledger.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auditledger.entry.Digest;
import org.auditledger.schema.Difference;
import org.auditledger.schema.DocumentReading;
import org.auditledger.schema.SchemaDocument;

/**
 * A state in which a ledger can be found. Its structure is a file of the program, which is read
 * when it is asked for.
 *
 * @param name for a person
 * @param file the name of the file that holds its structure, without its ending
 * @param version the newest version of the ledger set up to which every migration is in effect, if
 *     any is: what adoption may record as applied
 * @param ancestorRevisions the ancestor's steps of which something is there, oldest first
 * @param replaceable functions that the next migrations replace, so that their bodies say nothing
 */
public record KnownState(
    String name,
    String file,
    Optional<Version> version,
    List<AncestorRevision> ancestorRevisions,
    Set<String> replaceable) {

  /** What CREATE OR REPLACE cannot change, or V2 looks at before it replaces. */
  private static final Set<String> KEPT_BY_REPLACE =
      Set.of("kind", "arguments", "result", "settings");

  public KnownState {
    ancestorRevisions = List.copyOf(ancestorRevisions);
    replaceable = Set.copyOf(replaceable);
  }

  /** The digest of its structure. */
  Digest fingerprint() {
    return Digest.sha256(content());
  }

  /** What a ledger in this state is made of. */
  public SchemaDocument structure() {
    DocumentReading reading = SchemaDocument.read(new String(content(), StandardCharsets.UTF_8));
    if (reading instanceof DocumentReading.Read read) {
      return read.document();
    }
    throw new IllegalStateException(
        "the program was packaged with a broken " + file + ".json: " + reading);
  }

  /** Whether a difference from its structure makes a ledger another than this. */
  public boolean matters(Difference difference) {
    return !(difference instanceof Difference.Changed changed
        && replaceable.contains(changed.object())
        && !KEPT_BY_REPLACE.contains(changed.property()));
  }

  private byte[] content() {
    try (InputStream in = KnownState.class.getResourceAsStream("known/" + file + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the program was packaged without " + file + ".json");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
