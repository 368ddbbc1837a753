package org.auditledger.cli;

import java.time.Duration;
import org.auditledger.retention.Retention;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that looks at a ledger's retention. */
abstract class RetentionLook {

  /** What only looks waits for nobody. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What it looks at. */
  interface Look<T> {
    T at(Retention retention, TrustedKeys trusted);
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private final LedgerOptions ledger;
  @Mixin private final SigningOptions signing;
  @Mixin private final TrustOptions trust;
  @Mixin private final OutputOptions options = new OutputOptions();

  private final Surroundings surroundings;

  RetentionLook(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  /** Looks, in sessions that cannot write. Who has a signing key believes what it signed. */
  final <T> T look(Look<T> look) {
    TrustedKeys trusted = signing.trusting(ledger, trust.keys());
    return ledger.use(
        options, server -> look.at(new Retention(server, PATIENCE, options::say), trusted));
  }

  final void print(Answer answer) {
    options.print(answer);
  }

  final LedgerOptions ledger() {
    return ledger;
  }

  final SigningOptions signing() {
    return signing;
  }

  final TrustedKeys trusted() {
    return trust.keys();
  }

  final OutputOptions talk() {
    return options;
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  final ParameterException usage(String what) {
    return new ParameterException(command.commandLine(), what);
  }

  /** What nobody can be meant to have typed. */
  final ParameterException usage(IllegalArgumentException wrong) {
    return usage(String.valueOf(wrong.getMessage()));
  }
}
