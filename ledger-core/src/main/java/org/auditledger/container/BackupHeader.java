package org.auditledger.container;

import java.util.Optional;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.LedgerName;
import org.auditledger.row.RowLayout;
import org.auditledger.seal.Parsed;

/**
 * What the other members of a backup are read by.
 *
 * @param ledger its name; one that has none is given one for the backup
 * @param entries the columns of the entries, in the order in which they are in the backup
 * @param tenants the columns of the tenants, where there are any
 * @param ledgerSchema what the ledger's tables were
 * @param controlSchema what the tables of its history were, where it had one
 */
public record BackupHeader(
    LedgerName ledger,
    RowLayout entries,
    Optional<BackupTable> tenants,
    Optional<BackupBuffer> buffer,
    BackupSchema ledgerSchema,
    Optional<BackupSchema> controlSchema) {

  private static final String FORM = "audit-ledger/backup-header/1";

  /** One line of canonical JSON, and a line feed. */
  byte[] toBytes() {
    MembersWriter json =
        new MembersWriter()
            .text("_form", FORM)
            .objects("entries", BackupTable.of(entries).toJson())
            .text("ledger", ledger.value())
            .object("ledger_schema", ledgerSchema.toJson());
    controlSchema.ifPresent(schema -> json.object("control_schema", schema.toJson()));
    tenants.ifPresent(table -> json.objects("tenants", table.toJson()));
    buffer.ifPresent(table -> json.object("buffer", table.toJson()));
    return JsonLine.of(json.members());
  }

  /** Reads a header, and takes no other text. */
  public static Parsed<BackupHeader> read(byte[] bytes) {
    return JsonLine.read(bytes, json -> of(new MembersReader(json)), BackupHeader::toBytes);
  }

  private static BackupHeader of(MembersReader json) {
    return new BackupHeader(
        new LedgerName(json.text("ledger")),
        BackupTable.read(json.objects("entries")).layout(),
        json.names().contains("tenants")
            ? Optional.of(BackupTable.read(json.objects("tenants")))
            : Optional.empty(),
        json.findObject("buffer").map(BackupBuffer::read),
        BackupSchema.read(json.object("ledger_schema")),
        json.findObject("control_schema").map(BackupSchema::read));
  }
}
