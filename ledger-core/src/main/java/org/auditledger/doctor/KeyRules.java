package org.auditledger.doctor;

import java.util.Optional;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;

/** Judges who can sign. */
final class KeyRules {

  private KeyRules() {}

  static void judge(KeyFacts keys, Chart chart) {
    long total = keys.list().keys().size();
    long signing = keys.signing().size();
    chart.saw(
        total + (total == 1 ? " key" : " keys") + " in the journal, " + signing + " can sign");
    if (!keys.list().checked()) {
      chart.notChecked(
          new NotChecked(
              "whether these keys are the ledger's own: give its verifier key by --trust", false));
    }
    chart.found(
        Ailment.NO_KEY_CAN_SIGN,
        signing == 0,
        "no key that is believed here can sign for this ledger");
    chart.found(Ailment.ONE_KEY_ONLY, signing == 1, "one key alone can sign for this ledger");
    if (keys.list().checked() && keys.list().unknown() > 0) {
      chart.notChecked(
          keys.list().unknown()
              + " statements of the journal are signed by keys that are neither trusted nor"
              + " vouched for");
    }
    keys.file().ifPresent(file -> signingKey(file, keys, chart));
  }

  private static void signingKey(SigningKeyFile file, KeyFacts keys, Chart chart) {
    if (keys.trouble().isPresent()) {
      chart.found(Ailment.SIGNING_KEY_UNUSABLE, keys.trouble().get());
      return;
    }
    Optional<VerifierKey> verifier = keys.verifier();
    if (verifier.isEmpty()) {
      chart.notChecked(
          "whether the journal takes the signing key: " + file.verifierKey() + " is not there");
      return;
    }
    chart.found(
        Ailment.SIGNING_KEY_UNUSABLE,
        keys.signing().stream()
            .noneMatch(key -> key.key().filter(verifier.get().key()::equals).isPresent()),
        "signing key "
            + file.path()
            + ": the journal has no such key that can sign; it was retired, or never registered");
  }
}
