package org.auditledger.cli.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who we are to the kernel. */
final class CurrentUser {

  private CurrentUser() {}

  static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  static boolean owns(Path path) throws IOException {
    return ((Integer) Files.getAttribute(path, "unix:uid")).longValue()
        == new UnixSystem().getUid();
  }
}
