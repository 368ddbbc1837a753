package com.example.emissions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auditledger.append.AppendException;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.entry.Appended;

/**
 * Takes readings, one a line, in several threads: who appends at the same time shares a
 * transaction, so that more threads are more entries a second. The line that acknowledges a reading
 * is printed when its verdict is durable. A reading without one has to be sent again, and then is
 * written once all the same.
 */
final class Intake {

  private static final int THREADS = 4;

  private final BufferedReader readings;
  private final Recorder recorder;
  private final PrintStream out;
  private final PrintStream err;
  private final AtomicBoolean allWritten = new AtomicBoolean(true);
  private final AtomicBoolean ended = new AtomicBoolean();

  Intake(InputStream in, Recorder recorder, PrintStream out, PrintStream err) {
    this.readings = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.recorder = recorder;
    this.out = out;
    this.err = err;
  }

  /** Takes all that comes, and says whether all of it was written. */
  boolean run() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        working.add(
            threads.submit(
                () -> {
                  takeAll();
                  return null;
                }));
      }
      for (Future<?> one : working) {
        one.get();
      }
    } catch (ExecutionException e) {
      allWritten.set(false);
      err.println("reading ended: " + e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return allWritten.get();
  }

  private void takeAll() throws IOException, InterruptedException {
    for (String line = next(); line != null; line = next()) {
      if (!line.isBlank()) {
        take(line);
      }
    }
  }

  private String next() throws IOException {
    return ended.get() ? null : readings.readLine();
  }

  private void take(String line) throws InterruptedException {
    try {
      Reading reading = Reading.parse(line);
      Appended entry = recorder.record(reading);
      out.println(
          reading.id()
              + " "
              + reading.verdict()
              + " is entry "
              + entry.sequence()
              + (entry.added() ? "" : ", and was before"));
    } catch (AppendException e) {
      // Only an entry that the ledger refuses is about this reading; all else is about all of them.
      ended.compareAndSet(false, e.trouble() != Trouble.REFUSED);
      report(line, e);
    } catch (IllegalArgumentException e) {
      report(line, e);
    }
  }

  private void report(String line, RuntimeException e) {
    allWritten.set(false);
    err.println("not written: " + line + "\n" + e.getMessage());
  }
}
