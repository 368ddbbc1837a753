package org.auditledger.container;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.journal.JournalTime;

/**
 * The telemetry buffer: its partitions, and whether their records are in the backup.
 *
 * @param partitions by name
 * @param kept whether the records are there; they can be left out, and only they
 */
public record BackupBuffer(BackupTable table, List<Partition> partitions, boolean kept) {

  /**
   * A partition.
   *
   * @param from where it begins; without one it has no beginning
   * @param to before what it ends; without one it has no end
   * @param isDefault whether it takes what no other does, and has no bounds
   */
  public record Partition(
      String name, Optional<Instant> from, Optional<Instant> to, boolean isDefault) {

    Members toJson() {
      MembersWriter json = new MembersWriter().flag("default", isDefault).text("name", name);
      from.ifPresent(time -> json.text("from", JournalTime.text(time)));
      to.ifPresent(time -> json.text("to", JournalTime.text(time)));
      return json.members();
    }

    static Partition read(MembersReader json) {
      return new Partition(
          json.text("name"),
          JournalTime.find(json, "from"),
          JournalTime.find(json, "to"),
          json.flag("default"));
    }
  }

  public BackupBuffer {
    partitions = List.copyOf(partitions);
  }

  Members toJson() {
    return new MembersWriter()
        .objects("columns", table.toJson())
        .flag("kept", kept)
        .objects("partitions", partitions.stream().map(Partition::toJson).toList())
        .members();
  }

  static BackupBuffer read(MembersReader json) {
    return new BackupBuffer(
        BackupTable.read(json.objects("columns")),
        json.objects("partitions").stream().map(Partition::read).toList(),
        json.flag("kept"));
  }
}
