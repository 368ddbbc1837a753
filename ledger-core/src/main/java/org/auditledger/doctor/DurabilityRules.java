package org.auditledger.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.auditledger.doctor.Settings.Setting;

/** Judges whether what is committed stays. */
final class DurabilityRules {

  /** With these a commit that is told of is on this server's disk. */
  private static final Set<String> DURABLE = Set.of("on", "local", "remote_write", "remote_apply");

  /** How an operator, who writes the text himself, may have written that something is on. */
  private static final Set<String> ON = Set.of("on", "true", "yes", "1", "t", "y");

  private DurabilityRules() {}

  static void judge(ServerFacts server, Settings settings, Chart chart) {
    chart.saw(
        "fsync "
            + settings.ofServer("fsync").orElse("unknown")
            + ", synchronous_commit "
            + settings.ofServer("synchronous_commit").orElse("unknown")
            + ", checksums "
            + settings.ofServer("data_checksums").orElse("unknown")
            + ", archiving "
            + settings.ofServer("archive_mode").orElse("unknown"));
    chart.found(Ailment.FSYNC_OFF, settings.isServer("fsync", "off"), "fsync is off");
    chart.found(
        Ailment.FULL_PAGE_WRITES_OFF,
        settings.isServer("full_page_writes", "off"),
        "full_page_writes is off");
    for (Setting setting : settings.named("synchronous_commit")) {
      String value = setting.value().toLowerCase(Locale.ROOT);
      chart.found(
          Ailment.COMMITS_NOT_DURABLE,
          !DURABLE.contains(value) && !ON.contains(value),
          setting.where());
    }
    chart.found(
        Ailment.CHECKSUMS_OFF,
        settings.isServer("data_checksums", "off"),
        "the server's pages have no checksums");
    for (String name : List.of("zero_damaged_pages", "ignore_checksum_failure")) {
      for (Setting setting : settings.named(name)) {
        chart.found(
            Ailment.DAMAGE_IGNORED,
            ON.contains(setting.value().toLowerCase(Locale.ROOT)),
            setting.where());
      }
    }
    replication(server, settings, chart);
  }

  private static void replication(ServerFacts server, Settings settings, Chart chart) {
    if (!server.standbyNames().isEmpty() && !server.standby()) {
      if (server.syncStandbys().isEmpty()) {
        chart.notChecked(
            "whether the standbys that commits wait for are there: it takes pg_read_all_stats");
      } else {
        chart.found(
            Ailment.SYNC_STANDBY_MISSING,
            server.syncStandbys().getAsLong() == 0,
            "commits wait for " + server.standbyNames() + ", and no such standby is connected");
      }
    }
    chart.found(
        Ailment.ARCHIVING_FAILS,
        server.archivingFails(),
        "the last piece of WAL that was to be archived was not");
    chart.found(
        Ailment.ARCHIVING_OFF, settings.isServer("archive_mode", "off"), "no WAL is archived");
    server
        .unusedSlots()
        .forEach(slot -> chart.found(Ailment.SLOT_UNUSED, "slot " + slot + " and is not used"));
  }
}
