package org.auditledger.migrate;

import java.util.Optional;

/** What the ancestor calls a step of its schema. One of its steps is several of the ledger set. */
public enum AncestorRevision {
  BASELINE(1, "001_baseline"),
  TELEMETRY_BUFFER(2, "002_telemetry_buffer"),
  TRANSCRIPT_COLUMNS(3, "0002_transcript_columns");

  private final int firstPart;
  private final String revision;

  AncestorRevision(int firstPart, String revision) {
    this.firstPart = firstPart;
    this.revision = revision;
  }

  /** The step that this version of the ledger set is, or is a part of; guards it had none. */
  public static Optional<AncestorRevision> of(Version version) {
    for (AncestorRevision step : values()) {
      if (version.parts().get(0) == step.firstPart) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** The name that the ancestor gave it. */
  public String revision() {
    return revision;
  }
}
