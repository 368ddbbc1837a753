package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.auditledger.checkpoint.GrowthWatch;
import org.auditledger.checkpoint.GrowthWatch.Growth;
import org.auditledger.checkpoint.SealException;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.DatabaseUnreachableException;
import org.auditledger.postgres.Server;
import org.jspecify.annotations.Nullable;

/**
 * Seals again and again, until somebody ends it or something is found that no waiting helps
 * against. A server that is away is waited for.
 */
final class SealWatch {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Somebody had a lock for too long, or was in the way: the next attempt may well succeed. */
  private static final Set<String> PASSING = Set.of("55P03", "57014", "40001", "40P01", "25P03");

  private final Server server;
  private final Sealing sealing;
  private final SealSchedule schedule;
  private final @Nullable Path anchor;
  private final CommonOptions talk;
  private final Clock clock;

  private @Nullable Growth reach;
  private Instant sealedAt;
  private Duration wait = FIRST_WAIT;
  private boolean waiting;

  SealWatch(
      Server server,
      Sealing sealing,
      SealSchedule schedule,
      @Nullable Path anchor,
      CommonOptions talk,
      Clock clock) {
    this.server = server;
    this.sealing = sealing;
    this.schedule = schedule;
    this.anchor = anchor;
    this.talk = talk;
    this.clock = clock;
    this.sealedAt = clock.instant();
  }

  /** Hands out each seal that was signed. It ends with an exception only. */
  void run(Consumer<Sealed> each) {
    while (true) {
      try {
        if (reach == null) {
          seal(each);
          talk.say(
              "watching "
                  + sealing.ledger()
                  + ": what is new is sealed after "
                  + schedule.every().toSeconds()
                  + " s, or at once when it is "
                  + schedule.entries()
                  + " entries");
        }
        follow(each);
      } catch (DatabaseException e) {
        requirePassing(e);
        waitFor(e.explanation().what() + ": " + e.explanation().why());
      } catch (SealException e) {
        if (e.trouble() != SealException.Trouble.BUSY) {
          throw e;
        }
        waitFor(e.explanation().what());
      }
    }
  }

  private void follow(Consumer<Sealed> each) {
    try (GrowthWatch growth = GrowthWatch.open(server)) {
      while (true) {
        Growth now = growth.look();
        answered();
        Growth before = reach;
        Duration since = Duration.between(sealedAt, clock.instant());
        if (before == null || schedule.isDue(now, before, since)) {
          seal(each);
        }
        pause(schedule.pause());
      }
    }
  }

  private void seal(Consumer<Sealed> each) {
    Sealed sealed = sealing.seal(anchor);
    answered();
    SealAnswer answer = SealAnswer.of(sealed, null);
    reach = new Growth(answer.entries(), answer.statements());
    sealedAt = clock.instant();
    if (sealed.isNew()) {
      each.accept(sealed);
    }
  }

  private void answered() {
    if (waiting) {
      talk.say("the server answers again");
    }
    waiting = false;
    wait = FIRST_WAIT;
  }

  /** Said once; then with growing pauses, and at random, as others may be waiting too. */
  private void waitFor(String why) {
    if (!waiting) {
      talk.say(why + "; waiting until it passes");
    }
    waiting = true;
    long most = wait.toMillis();
    pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1)));
    Duration next = wait.multipliedBy(2);
    wait = next.compareTo(LONGEST_WAIT) < 0 ? next : LONGEST_WAIT;
  }

  private static void requirePassing(DatabaseException e) {
    String state = String.valueOf(e.sqlState());
    // Of a server that is there, and does not want us as we are, no waiting makes another one.
    boolean away =
        e instanceof DatabaseUnreachableException
            && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"))
            && !state.equals("08P01");
    if (!away && !PASSING.contains(state)) {
      throw e;
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while there was nothing to do");
    }
  }
}
