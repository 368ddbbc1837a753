package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.TestSessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pg_dump is taken. */
class PgDumpProgramsTest {

  private static final Server SERVER = TestSessions.server("postgresql://u@localhost/d");

  @TempDir private Path directory;

  @Test
  void the_first_that_is_new_enough_is_taken() throws IOException {
    Path old = says("old", "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)");
    Path beta = says("beta", "pg_dump (PostgreSQL) 18beta1");
    Path newest = says("newest", "pg_dump (PostgreSQL) 19.1");
    List<Path> places = List.of(directory.resolve("none"), old, beta, newest);

    assertThat(find(places, 14)).isEqualTo(new PgDumpPrograms(old, 15));
    assertThat(find(places, 15)).isEqualTo(new PgDumpPrograms(old, 15));
    assertThat(find(places, 16)).isEqualTo(new PgDumpPrograms(beta, 18));
    assertThat(find(places, 19)).isEqualTo(new PgDumpPrograms(newest, 19));
  }

  @Test
  void where_none_is_new_enough_it_is_said_what_to_install() throws IOException {
    Path old = says("old", "pg_dump (PostgreSQL) 15.18");
    Path mute = says("mute", "");
    assertThatThrownBy(() -> find(List.of(old, mute), 18))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "nothing was backed up: there is no pg_dump here for PostgreSQL 18\n"
                + ("it has to be as new as the server, and " + old.resolve("pg_dump"))
                + (" is of 15, " + mute.resolve("pg_dump") + " does not tell its version\n")
                + "install it: apt-get install postgresql-client-18, or dnf install postgresql18"
                + " (both from postgresql.org's repository); --format native needs none");
    assertThatThrownBy(() -> find(List.of(), 17))
        .hasMessageContaining("neither the PATH nor the usual places have pg_dump")
        .hasMessageContaining("postgresql-client-17");
  }

  @Test
  void one_without_its_pg_restore_is_not_taken() throws IOException {
    Path lone = says("lone", "pg_dump (PostgreSQL) 18.1");
    assertThat(lone.resolve("pg_restore").toFile().delete()).isTrue();
    assertThatThrownBy(() -> find(List.of(lone), 18)).isInstanceOf(BackupException.class);
  }

  @Test
  void the_path_comes_first() {
    String path = directory + File.pathSeparator + File.pathSeparator + "/opt/bin";
    assertThat(PgDumpPrograms.places(Optional.of(path)))
        .startsWith(directory, Path.of("/opt/bin"))
        .doesNotHaveDuplicates();
    assertThat(PgDumpPrograms.places(Optional.empty())).doesNotContain(directory);
  }

  private Path says(String name, String version) throws IOException {
    FakePrograms programs = FakePrograms.dumping(directory.resolve(name), "echo '" + version + "'");
    return programs.directory();
  }

  private static PgDumpPrograms find(List<Path> places, int serverMajor) {
    return PgDumpPrograms.find(places, SERVER, serverMajor);
  }
}
