package org.auditledger.entry;

/**
 * How the second opinion on a verdict came out. The names are those of the column's CHECK
 * constraint.
 */
public enum VerifierStatus {
  AGREED,
  LLM_CONTRADICTION,
  NEURO_SYMBOLIC_DIVERGENCE,
  UNVERIFIABLE
}
