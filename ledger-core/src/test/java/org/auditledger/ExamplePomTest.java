package org.auditledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example has no parent of ours, so that nobody who copies it needs one. Its versions are. */
class ExamplePomTest {

  private static final Pattern PROPERTY = Pattern.compile("<([a-z0-9.-]+\\.version)>([^<]+)</");
  private static final Pattern OWN = Pattern.compile("</artifactId>\\s*<version>([^<]+)</version>");

  @Test
  void it_has_the_versions_of_this_build() throws IOException {
    String parent = Files.readString(Path.of("..", "pom.xml"));
    Map<String, String> ours = versions(parent);
    Map<String, String> examples =
        versions(Files.readString(Path.of("..", "examples", "embedded-ledger", "pom.xml")));
    Matcher own = OWN.matcher(parent);
    assertThat(own.find()).isTrue();
    assertThat(examples).containsEntry("audit-ledger.version", own.group(1)).hasSizeGreaterThan(5);
    examples.remove("audit-ledger.version");
    assertThat(ours).containsAllEntriesOf(examples);
  }

  private static Map<String, String> versions(String pom) {
    Map<String, String> versions = new TreeMap<>();
    PROPERTY.matcher(pom).results().forEach(found -> versions.put(found.group(1), found.group(2)));
    return versions;
  }
}
