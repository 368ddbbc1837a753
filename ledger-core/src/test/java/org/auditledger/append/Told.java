package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.checkpoint.SealListener;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.SealingState;
import org.auditledger.postgres.Explanation;

/** Everything that whoever listens to a sealing was told. */
final class Told implements SealListener {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  // Guarded by this.
  private final List<String> all = new ArrayList<>();
  private final List<SealingState.Stopped> stops = new ArrayList<>();

  @Override
  public void sealed(Sealed seal) {
    add((seal.isNew() ? "sealed " : "sealed already ") + seal.entries());
  }

  @Override
  public void waiting(Explanation why) {
    add("waiting: " + why.what());
  }

  @Override
  public void answered() {
    add("answered");
  }

  @Override
  public synchronized void stopped(SealingState.Stopped state) {
    stops.add(state);
    add("stopped: " + state.why().getMessage());
  }

  private synchronized void add(String line) {
    all.add(line);
    notifyAll();
  }

  synchronized List<String> all() {
    return List.copyOf(all);
  }

  synchronized Optional<SealingState.Stopped> stop() {
    assertThat(stops).hasSizeLessThan(2);
    return stops.stream().findFirst();
  }

  /** Waits until a line that begins so was told. */
  synchronized void await(String beginning) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (all.stream().noneMatch(line -> line.startsWith(beginning))) {
      long left = deadline - System.nanoTime();
      assertThat(left).as("no \"%s\" in %s", beginning, all).isPositive();
      wait(1 + left / 1_000_000);
    }
  }
}
