package com.example.emissions;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.auditledger.Ledger;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;

/**
 * Judges readings from standard input and writes each verdict into the ledger before it says it:
 * what is printed is durable. At the end, and each night, the ledger is verified.
 */
final class Main {

  private static final int DONE = 0;
  private static final int WRONG = 1;
  private static final int NOT_STARTED = 2;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  Main(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  public static void main(String[] arguments) throws InterruptedException {
    Main main = new Main(System.in, System.out, System.err, System.getenv());
    System.exit(
        main.run(
            WriterSettings.standard(),
            end -> Runtime.getRuntime().addShutdownHook(new Thread(end, "end"))));
  }

  /**
   * Runs to the end of what is read.
   *
   * @param atEnd is given what is to be done when the process is asked to end
   * @return how the process ends
   */
  int run(WriterSettings settings, Consumer<Runnable> atEnd) throws InterruptedException {
    try {
      // The gate: on a database that is no ledger, or one of another version, nothing begins.
      String named = environment.getOrDefault("LEDGER_DSN", "");
      Ledger ledger = Ledger.open(named, environment, Clock.systemUTC());
      ledger.warnings().forEach(err::println);
      return run(ledger, ledger.writer(settings), atEnd);
    } catch (RuntimeException e) {
      err.println("not started: " + e.getMessage());
      return NOT_STARTED;
    }
  }

  private int run(Ledger ledger, LedgerWriter writer, Consumer<Runnable> atEnd)
      throws InterruptedException {
    Verification verification = new Verification(ledger, environment, out, err);
    ScheduledExecutorService nightly = verification.everyNight(Clock.systemUTC());
    // The writer takes nothing more then, and writes what it has. To close it twice does no harm.
    atEnd.accept(writer::close);
    boolean allWritten;
    try (writer) {
      allWritten = new Intake(in, new Recorder(writer), out, err).run();
    } finally {
      nightly.shutdownNow();
    }
    boolean sound = verification.run();
    return allWritten && sound ? DONE : WRONG;
  }
}
