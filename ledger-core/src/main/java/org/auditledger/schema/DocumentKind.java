package org.auditledger.schema;

import java.util.Arrays;
import java.util.Optional;

/** Which side of a ledger a document describes. A fact stands in one kind only. */
public enum DocumentKind {
  /** What the ledger is made of: tables, columns, constraints, triggers, functions. */
  STRUCTURE("audit-ledger/structure/1"),
  /** What protects it: switches, owners, grants, memberships, row security. */
  POSTURE("audit-ledger/posture/1");

  private final String form;

  DocumentKind(String form) {
    this.form = form;
  }

  /** The kind whose documents begin with this name, if there is one. */
  static Optional<DocumentKind> find(String form) {
    return Arrays.stream(values()).filter(kind -> kind.form.equals(form)).findFirst();
  }

  /** The name that the text of such a document begins with. */
  public String form() {
    return form;
  }
}
