package org.auditledger.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.channels.Channels;
import java.time.Clock;

/** Where the process begins and ends: the real streams, the real environment, the exit code. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Interruption interruption = Interruption.ofThisThread();
    int exit = ExitCode.BUG.code();
    try {
      exit =
          new Program(
                  // Of a channel, as only that lets go of a thread that is interrupted.
                  Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel()),
                  new FileOutputStream(FileDescriptor.out),
                  new FileOutputStream(FileDescriptor.err),
                  System.getenv(),
                  Terminal.ofThisProcess(),
                  Clock.systemUTC(),
                  interruption)
              .run(args);
    } finally {
      interruption.finished();
    }
    // While a signal is being handled this call waits for ever, and the JVM ends with 128 + signal.
    System.exit(exit);
  }
}
