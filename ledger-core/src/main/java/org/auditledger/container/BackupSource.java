package org.auditledger.container;

import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.journal.DatabaseIdentity;

/**
 * Where a backup was taken, and by what.
 *
 * @param timeline of the server's write-ahead log, and {@code lsn} the place in it: whoever has the
 *     server's own backups finds the same moment in them
 * @param standby whether it followed another server
 */
public record BackupSource(
    DatabaseIdentity database,
    long timeline,
    String lsn,
    boolean standby,
    String serverVersion,
    String tool) {

  Members toJson() {
    return new MembersWriter()
        .object("database", database.toJson())
        .text("lsn", lsn)
        .text("server_version", serverVersion)
        .flag("standby", standby)
        .count("timeline", timeline)
        .text("tool", tool)
        .members();
  }

  static BackupSource read(MembersReader json) {
    return new BackupSource(
        DatabaseIdentity.read(json.object("database").members()),
        json.count("timeline"),
        json.text("lsn"),
        json.flag("standby"),
        json.text("server_version"),
        json.text("tool"));
  }
}
