package org.auditledger.testing;

import java.io.IOException;

/** Is told of each request before it is forwarded. */
@FunctionalInterface
interface RequestWatch {

  void before(ProxiedConnection connection, int version, String sql) throws IOException;
}
