package org.auditledger.age;

import com.exceptionfactory.jagged.RecipientStanza;
import java.util.List;

/** What age's header says of a passphrase: scrypt's salt and work, and the file key under it. */
final class PassphraseStanza implements RecipientStanza {

  static final String TYPE = "scrypt";

  private final List<String> arguments;
  private final byte[] body;

  PassphraseStanza(String salt, int workFactor, byte[] body) {
    this.arguments = List.of(salt, Integer.toString(workFactor));
    this.body = body.clone();
  }

  @Override
  public String getType() {
    return TYPE;
  }

  @Override
  public List<String> getArguments() {
    return arguments;
  }

  @Override
  public byte[] getBody() {
    return body.clone();
  }
}
