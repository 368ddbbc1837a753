package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BuildTest {

  @Test
  void maven_filled_in_every_fact() {
    Build build = Build.load();
    assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(Instant.parse(build.time())).isAfter(Instant.EPOCH);
    assertThat(build.postgresql()).matches("\\d+\\.\\d+");
    assertThat(build.commit()).isNotEqualTo("");
  }
}
