package org.auditledger.backup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.control.Recorder;
import org.auditledger.entry.LedgerName;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;

/** A process that takes a backup, and is gone at a step of it as if it had been killed. */
final class HaltedBackup {

  static final int KILLED = 9;

  private HaltedBackup() {}

  /** Takes a connection string, a file, and the beginning of the step at which it ends. */
  public static void main(String[] args) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    java.util.Arrays.fill(secret, (byte) 7);
    NoteSigner signer = NoteSigner.of("acme/plant-1", PrivateKey.ofRaw(secret).orThrow("a test"));
    TrustedKeys trusted = TrustedKeys.of(signer.verifier());
    Recorder recorder =
        new Recorder(
            signer,
            new LedgerName(signer.name()),
            trusted,
            "audit-ledger test",
            java.time.Clock.systemUTC());
    ClientEnvironment nobody = new ClientEnvironment(Map.of(), Path.of("/none"), "nobody");
    BackupTaken unused =
        new Backup(
                (Server) ConnectionString.parse(args[0], nobody),
                new BackupRequest(
                    Path.of(args[1]),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    trusted,
                    2),
                Optional.of(new BackupSigning(signer, recorder)),
                "audit-ledger test",
                haltingAt(args[2]))
            .take();
  }

  private static BackupWatch haltingAt(String step) {
    return new BackupWatch() {
      @Override
      public void step(String what) {
        haltIf(what);
      }

      @Override
      public void entries(long done, long all) {
        haltIf("judged");
      }

      private void haltIf(String what) {
        if (what.startsWith(step)) {
          // No hook runs, and no finally: as after kill -9.
          Runtime.getRuntime().halt(KILLED);
        }
      }
    };
  }

  /** How the process ended, and what it said. */
  record Ended(int exit, String output) {}

  /**
   * Runs it in a process of its own.
   *
   * @param before a command that starts the one that is given to it
   */
  static Ended run(List<String> before, String dsn, Path file, String step) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HaltedBackup.class.getName(),
            dsn,
            file.toString(),
            step));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
