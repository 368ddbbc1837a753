package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.auditledger.checkpoint.AnchorFile;
import org.auditledger.checkpoint.SealListener;
import org.auditledger.checkpoint.SealOrder;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.Sealer;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.checkpoint.SealingState;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.Server;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;

/** A sealer with its key, and what is said of a seal. */
final class Sealing {

  /** Who else holds the journal is a moment about it, or a migration that waits for a lock. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SealingKey key;
  private final Sealer sealer;
  private final Consumer<String> talk;

  private Sealing(SealingKey key, Sealer sealer, Consumer<String> talk) {
    this.key = key;
    this.sealer = sealer;
    this.talk = talk;
  }

  /**
   * With this key, of the ledger on this server.
   *
   * @param trusted whom else to believe
   * @param talk to whom something is said besides
   */
  static Sealing of(
      Build build,
      Surroundings surroundings,
      Server server,
      SealingKey key,
      TrustedKeys trusted,
      Consumer<String> talk) {
    Sealer sealer =
        new Sealer(
            server,
            key,
            trusted,
            "audit-ledger " + build.version(),
            surroundings.clock(),
            PATIENCE);
    return new Sealing(key, sealer, talk);
  }

  /** The same that keeps the newest anchor in this file, if there is one. */
  Sealing keeping(@Nullable Path anchor) {
    return anchor == null
        ? this
        : new Sealing(key, sealer.keepingNewest(new AnchorFile(anchor)), talk);
  }

  String ledger() {
    return key.signer().name();
  }

  /** Seals once. */
  Sealed seal() {
    Sealed sealed = sealer.seal();
    sayFindings(sealed);
    return sealed;
  }

  /** What it takes to seal again and again, with who is to get each seal. */
  SealOrder order(SealSchedule schedule, Consumer<Sealed> each) {
    return new SealOrder(sealer, schedule, new Talk(each));
  }

  private void sayFindings(Sealed sealed) {
    sealed
        .content()
        .forEach(
            finding ->
                talk.accept(
                    "sealed as it is, and a finding: " + finding.what() + "; " + finding.next()));
  }

  /** Says what is worth saying, and hands on what was sealed. */
  private final class Talk implements SealListener {

    private final Consumer<Sealed> each;

    Talk(Consumer<Sealed> each) {
      this.each = each;
    }

    @Override
    public void sealed(Sealed seal) {
      sayFindings(seal);
      each.accept(seal);
    }

    @Override
    public void waiting(Explanation why) {
      talk.accept(why.what() + ": " + why.why() + "; waiting until it passes");
    }

    @Override
    public void answered() {
      talk.accept("the server answers again");
    }

    @Override
    public void stopped(SealingState.Stopped state) {
      String why = String.valueOf(state.why().getMessage());
      talk.accept("sealing has ended: " + why.lines().findFirst().orElse(why));
    }
  }
}
