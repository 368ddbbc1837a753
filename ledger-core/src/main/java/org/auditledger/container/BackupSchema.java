package org.auditledger.container;

import java.nio.charset.StandardCharsets;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.schema.DocumentKind;
import org.auditledger.schema.DocumentReading;
import org.auditledger.schema.SchemaDocument;

/** What a migration set's part of the database was, as documents. */
public record BackupSchema(SchemaDocument structure, SchemaDocument posture) {

  public BackupSchema {
    if (structure.kind() != DocumentKind.STRUCTURE || posture.kind() != DocumentKind.POSTURE) {
      throw new IllegalArgumentException("structure and posture are documents of their kinds");
    }
  }

  Members toJson() {
    return new MembersWriter()
        .object("posture", json(posture))
        .object("structure", json(structure))
        .members();
  }

  static BackupSchema read(MembersReader json) {
    return new BackupSchema(document(json.object("structure")), document(json.object("posture")));
  }

  private static Members json(SchemaDocument document) {
    return (Members)
        CanonicalJson.parse(document.text().getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static SchemaDocument document(MembersReader json) {
    DocumentReading reading =
        SchemaDocument.read(new String(json.members().toBytes(), StandardCharsets.UTF_8));
    if (reading instanceof DocumentReading.Malformed malformed) {
      throw new IllegalArgumentException(malformed.reason());
    }
    return ((DocumentReading.Read) reading).document();
  }
}
