package org.auditledger.cli;

/**
 * What a command has to say, in both forms it can say it. An answer is a record: its components, in
 * snake case and in order, are its JSON shape, and the first of them is {@code format}, which names
 * shape and version ({@code docs/json} has a schema for each). A shape only ever gains members; any
 * other change is a new version.
 */
interface Answer {

  /** Name and version of the JSON shape, as in {@code audit-ledger/version/1}. */
  String format();

  /** The same for a person, whole lines. */
  String text();
}
