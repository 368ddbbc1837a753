package org.auditledger.cli;

import java.nio.file.Path;

/** Asks for a passphrase, where there is somebody to ask. */
record PassphrasePrompt(Surroundings surroundings) {

  /**
   * The passphrase that somebody types; for a file that turned out to need one.
   *
   * @param what is said when nobody does
   * @param next how to give it otherwise
   */
  char[] ask(Path file, CommonOptions talk, String what, String next) {
    Terminal terminal = surroundings.terminal();
    if (!terminal.canAsk()) {
      throw refused(what, "there is no terminal to ask for its passphrase on", next);
    }
    talk.prompt("passphrase of " + file + ":");
    char[] typed = terminal.readSecret();
    if (typed == null || typed.length == 0) {
      throw refused(what, "no passphrase was given", next);
    }
    surroundings.redaction().register(new String(typed));
    return typed;
  }

  private static CommandFailed refused(String what, String why, String next) {
    return new CommandFailed(new Failure(ExitCode.TRUST, what, why, next));
  }
}
