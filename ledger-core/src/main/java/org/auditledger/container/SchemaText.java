package org.auditledger.container;

import org.auditledger.schema.SchemaDocument;

/** What the tables of a ledger look like, for people. All of it is comment: nothing executes it. */
public final class SchemaText {

  private SchemaText() {}

  /** The structure and the protection of both schemas, object by object. */
  public static String of(BackupHeader header) {
    StringBuilder text = new StringBuilder();
    text.append("-- What the ledger ").append(header.ledger()).append(" was made of.\n");
    text.append("-- For people: nothing executes this, and a restore does not read it.\n");
    append(text, "the ledger", header.ledgerSchema());
    header.controlSchema().ifPresent(control -> append(text, "its own history", control));
    return text.toString();
  }

  private static void append(StringBuilder text, String of, BackupSchema schema) {
    append(text, "structure of " + of, schema.structure());
    append(text, "protection of " + of, schema.posture());
  }

  private static void append(StringBuilder text, String title, SchemaDocument document) {
    text.append("\n-- == ").append(title).append('\n');
    document
        .objects()
        .forEach(
            (object, properties) -> {
              text.append("--\n-- ").append(commented(object)).append('\n');
              properties.forEach(
                  (property, value) ->
                      text.append("--   ")
                          .append(commented(property + ": " + value.strip()))
                          .append('\n'));
            });
  }

  /** However many lines it has, all of them are comment. */
  private static String commented(String text) {
    return text.replaceAll("\\R", "\n--     ");
  }
}
