package org.auditledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that is made from others. A test holds it to them, or writes it anew. */
public final class GeneratedFile {

  private static final String WRITE = "write.generated";

  private GeneratedFile() {}

  /** Fails unless the file has this content; with the property, gives it this content first. */
  public static void is(Path file, String content) throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, content);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is stale: run this test with -D%s=true, and look at what changed", file, WRITE)
        .isEqualTo(content);
  }
}
