package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What deploy/kubernetes has an operator apply holds together, and may do little. */
class KubernetesJobsTest {

  private static final Path MANIFESTS = Checkout.root().resolve("deploy/kubernetes");
  private static final List<String> JOBS = List.of("backup", "checkpoint", "retention", "verify");

  @TempDir private Path directory;

  @Test
  void each_job_is_a_cron_job_that_never_runs_twice_at_once() throws IOException {
    for (String job : JOBS) {
      JsonNode cron = cron(job);
      assertThat(cron.at("/apiVersion").asString()).isEqualTo("batch/v1");
      assertThat(cron.at("/metadata/name").asString()).isEqualTo("audit-ledger-" + job);
      assertThat(cron.at("/spec/schedule").asString().split(" ", -1)).hasSize(5);
      assertThat(cron.at("/spec/timeZone").asString()).isEqualTo("Etc/UTC");
      assertThat(cron.at("/spec/concurrencyPolicy").asString()).isEqualTo("Forbid");
      assertThat(cron.at("/spec/jobTemplate/spec/activeDeadlineSeconds").isInt()).isTrue();
      assertThat(pod(job).get("restartPolicy").asString()).isEqualTo("Never");
    }
  }

  @Test
  void a_container_may_do_nothing_but_its_job() throws IOException {
    for (String job : JOBS) {
      JsonNode pod = pod(job);
      assertThat(pod.get("automountServiceAccountToken").asBoolean()).as(job).isFalse();
      JsonNode all = pod.get("securityContext");
      assertThat(all.get("runAsNonRoot").asBoolean()).isTrue();
      assertThat(all.get("runAsUser").asInt()).isPositive();
      assertThat(all.get("fsGroupChangePolicy").asString()).isEqualTo("OnRootMismatch");
      assertThat(all.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
      for (JsonNode container : containers(pod)) {
        JsonNode own = container.get("securityContext");
        assertThat(own.get("allowPrivilegeEscalation").asBoolean()).isFalse();
        assertThat(own.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(own.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asString()).isNotBlank();
      }
    }
  }

  @Test
  void every_command_in_them_is_one_that_the_program_has() throws IOException {
    CommandLine program = CommandLineRun.contents();
    for (String job : JOBS) {
      for (List<String> call : calls(directory, job)) {
        CommandLine.ParseResult parsed = program.parseArgs(call.toArray(String[]::new));
        assertThat(parsed.subcommand()).as("%s", call).isNotNull();
      }
    }
  }

  @Test
  void no_secret_is_in_a_manifest_and_none_in_a_variable() throws IOException {
    for (String job : JOBS) {
      assertThat(documents(job))
          .extracting(one -> one.get("kind").asString())
          .containsExactly("CronJob");
      for (JsonNode container : containers(pod(job))) {
        for (JsonNode variable : container.path("env")) {
          assertThat(variable.get("name").asString()).isNotEqualTo("PGPASSWORD");
          assertThat(variable.has("value")).as("%s", variable).isTrue();
        }
      }
    }
    assertThat(documents("settings"))
        .extracting(one -> one.get("kind").asString())
        .containsOnly("ConfigMap", "PersistentVolumeClaim");
    assertThat(service()).doesNotContain("password=");
  }

  @Test
  void what_a_job_mounts_is_there() throws IOException {
    Set<String> claims = new TreeSet<>();
    for (JsonNode one : documents("settings")) {
      if (one.get("kind").asString().equals("PersistentVolumeClaim")) {
        claims.add(one.at("/metadata/name").asString());
      }
    }
    for (String job : JOBS) {
      JsonNode pod = pod(job);
      Set<String> volumes = new TreeSet<>();
      for (JsonNode volume : pod.get("volumes")) {
        volumes.add(volume.get("name").asString());
        JsonNode claim = volume.at("/persistentVolumeClaim/claimName");
        assertThat(claim.isMissingNode() || claims.contains(claim.asString())).isTrue();
      }
      for (JsonNode container : containers(pod)) {
        for (JsonNode mount : container.get("volumeMounts")) {
          assertThat(volumes).as(job).contains(mount.get("name").asString());
        }
      }
    }
  }

  @Test
  void who_verifies_has_no_key_and_may_change_nothing() throws IOException {
    JsonNode pod = pod("verify");
    assertThat(pod.toString()).doesNotContain("audit-ledger-signing", "SIGNING_KEY");
    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      if (mount.get("name").asString().equals("state")) {
        assertThat(mount.get("subPath").asString()).isEqualTo("anchors");
        assertThat(mount.get("readOnly").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void they_do_what_the_timers_of_systemd_do() throws IOException {
    for (String job : JOBS) {
      List<List<String>> timed = new ArrayList<>();
      Path unit = SystemdUnit.DIRECTORY.resolve("audit-ledger-" + job + ".service");
      for (String command : SystemdUnit.read(unit).commands()) {
        timed.addAll(ShellWords.calls(directory, command));
      }
      assertThat(calls(directory, job).stream().map(KubernetesJobsTest::verbs).toList())
          .isEqualTo(timed.stream().map(KubernetesJobsTest::verbs).toList());
    }
    assertThat(sections(service()))
        .isEqualTo(sections(Files.readString(SystemdUnit.DIRECTORY.resolve("pg_service.conf"))));
  }

  /** What is done, and how; not with which files, nor when. */
  private static List<String> verbs(List<String> call) {
    return call.stream()
        .filter(word -> !word.contains("/") && !word.equals("--metrics-file"))
        .toList();
  }

  private static List<String> sections(String file) {
    return file.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  /** The calls of audit-ledger in a job. */
  static List<List<String>> calls(Path directory, String job) throws IOException {
    JsonNode container = pod(job).at("/containers/0");
    List<String> words = new ArrayList<>();
    Stream.of("command", "args")
        .forEach(list -> container.get(list).forEach(word -> words.add(word.asString())));
    if (words.get(0).equals("audit-ledger")) {
      return List.of(words.subList(1, words.size()));
    }
    assertThat(words).hasSize(3).startsWith("sh", "-euc");
    // A dollar for Kubernetes is two.
    return ShellWords.calls(directory, words.get(2).replace("$$", "$"));
  }

  /** What its first container does. */
  static String preparation(String job) throws IOException {
    JsonNode container = pod(job).at("/initContainers/0");
    assertThat(container.get("command").toString()).isEqualTo("[\"sh\",\"-euc\"]");
    return container.at("/args/0").asString().replace("$$", "$");
  }

  /** The variables of a job. */
  static JsonNode environment(String job) throws IOException {
    return pod(job).at("/containers/0/env");
  }

  /** The service file that they share. */
  static String service() throws IOException {
    return documents("settings").get(0).at("/data/pg_service.conf").asString();
  }

  private static JsonNode pod(String job) throws IOException {
    return cron(job).at("/spec/jobTemplate/spec/template/spec");
  }

  private static List<JsonNode> containers(JsonNode pod) {
    List<JsonNode> containers = new ArrayList<>();
    pod.get("initContainers").forEach(containers::add);
    pod.get("containers").forEach(containers::add);
    return containers;
  }

  private static JsonNode cron(String job) throws IOException {
    return documents(job).get(0);
  }

  private static List<JsonNode> documents(String name) throws IOException {
    try (MappingIterator<JsonNode> read =
        new YAMLMapper()
            .readerFor(JsonNode.class)
            .readValues(MANIFESTS.resolve(name + ".yaml").toFile())) {
      return read.readAll();
    }
  }
}
