package org.auditledger.postgres;

import java.nio.file.Path;

/** What a connection string names: a server that runs somewhere, or one that we are to start. */
public sealed interface Target permits Server, Target.Embedded {

  /** A PostgreSQL of our own, with its data in this directory. */
  record Embedded(Path directory) implements Target {}
}
