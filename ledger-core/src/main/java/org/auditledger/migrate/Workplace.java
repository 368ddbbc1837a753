package org.auditledger.migrate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.control.Recorder;
import org.auditledger.entry.Digest;
import org.auditledger.postgres.Server;

/**
 * What a migration works with.
 *
 * @param authority who signs for what is done
 * @param recorder writes it down
 * @param patience how long one lock is waited for
 * @param temporary a directory that may hold 40 bytes for each entry, for as long as it takes
 * @param backup without which nothing is done
 * @param progress is told, in a line each, what takes a while
 */
record Workplace(
    Server server,
    Authority authority,
    Recorder recorder,
    Duration patience,
    Proof proof,
    Path temporary,
    Optional<RequiredBackup> backup,
    Consumer<String> progress) {

  /** What names the backup, for the record. */
  Optional<Digest> manifest() {
    return backup.map(RequiredBackup::manifest);
  }
}
