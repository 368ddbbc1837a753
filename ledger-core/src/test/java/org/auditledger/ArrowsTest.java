package org.auditledger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of the house, held: who may know whom. ARCHITECTURE.md draws it. */
class ArrowsTest {

  /** What an application sees. It may use everybody, and nobody may use it. */
  private static final String FRONT = "org.auditledger";

  private static final String OURS = FRONT + ".";

  /**
   * Each package, and what of ours it may use. A new package has no place until it is added here.
   */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("entry", Set.of()),
          entry("row", Set.of()),
          entry("figures", Set.of("entry", "row")),
          entry("lint", Set.of()),
          entry("age", Set.of()),
          entry("canonical", Set.of("entry", "row")),
          entry("chain", Set.of("entry", "row", "canonical")),
          entry("signature", Set.of("entry")),
          entry("schema", Set.of("entry", "canonical")),
          entry(
              "audit",
              Set.of(
                  "entry",
                  "row",
                  "chain",
                  "schema",
                  "signature",
                  "seal",
                  "journal",
                  "verify",
                  "postgres",
                  "ledger",
                  "control",
                  "checkpoint",
                  "container",
                  "backup",
                  "migrate")),
          entry(
              "doctor",
              Set.of(
                  "entry",
                  "chain",
                  "signature",
                  "journal",
                  "verify",
                  "postgres",
                  "control",
                  "checkpoint",
                  "keys",
                  "keyfile",
                  "migrate",
                  "audit",
                  "retention")),
          entry(
              "backup",
              Set.of(
                  "entry",
                  "row",
                  "canonical",
                  "chain",
                  "signature",
                  "schema",
                  "seal",
                  "journal",
                  "verify",
                  "container",
                  "postgres",
                  "catalog",
                  "ledger",
                  "control",
                  "checkpoint")),
          entry("buffer", Set.of("entry", "row", "canonical", "postgres")),
          entry("catalog", Set.of("entry", "schema", "postgres")),
          entry("export", Set.of("entry", "row", "canonical", "chain", "postgres", "ledger")),
          entry("journal", Set.of("entry", "canonical", "chain", "seal", "signature")),
          entry(
              "migrate",
              Set.of(
                  "entry",
                  "row",
                  "canonical",
                  "chain",
                  "signature",
                  "schema",
                  "seal",
                  "journal",
                  "verify",
                  "postgres",
                  "catalog",
                  "ledger",
                  "control")),
          entry(
              "append",
              Set.of(
                  "entry",
                  "row",
                  "canonical",
                  "chain",
                  "signature",
                  "postgres",
                  "ledger",
                  "checkpoint")),
          entry(
              "checkpoint",
              Set.of(
                  "entry",
                  "row",
                  "canonical",
                  "chain",
                  "signature",
                  "seal",
                  "journal",
                  "verify",
                  "postgres",
                  "ledger",
                  "control")),
          entry(
              "control",
              Set.of(
                  "entry",
                  "canonical",
                  "chain",
                  "seal",
                  "signature",
                  "schema",
                  "journal",
                  "postgres")),
          entry(
              "restore",
              Set.of(
                  "entry",
                  "row",
                  "canonical",
                  "chain",
                  "signature",
                  "schema",
                  "seal",
                  "journal",
                  "verify",
                  "container",
                  "postgres",
                  "catalog",
                  "ledger",
                  "control",
                  "checkpoint",
                  "migrate",
                  "backup")),
          entry(
              "retention",
              Set.of(
                  "entry",
                  "row",
                  "canonical",
                  "chain",
                  "signature",
                  "schema",
                  "seal",
                  "journal",
                  "verify",
                  "container",
                  "postgres",
                  "ledger",
                  "control",
                  "backup")),
          entry("seal", Set.of("entry", "canonical", "chain", "signature")),
          entry("verify", Set.of("entry", "row", "canonical", "chain", "seal", "signature")),
          entry(
              "report",
              Set.of("entry", "canonical", "chain", "signature", "seal", "journal", "verify")),
          entry(
              "container",
              Set.of(
                  "entry", "row", "canonical", "chain", "signature", "schema", "seal", "journal")),
          entry("keyfile", Set.of("entry", "signature", "age")),
          entry(
              "keys",
              Set.of(
                  "entry",
                  "canonical",
                  "chain",
                  "seal",
                  "signature",
                  "journal",
                  "postgres",
                  "ledger",
                  "control")),
          entry("ledger", Set.of("entry", "row", "chain", "postgres", "verify")),
          entry("postgres", Set.of("entry", "row", "canonical", "chain", "seal", "signature")));

  /** Packages that compute, and touch nothing of the world. */
  private static final String[] PURE =
      Stream.of(
              "entry",
              "row",
              "figures",
              "canonical",
              "chain",
              "signature",
              "seal",
              "schema",
              "journal",
              "verify",
              "report",
              "container",
              "lint")
          .map(name -> OURS + name + "..")
          .toArray(String[]::new);

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.auditledger");

  static List<String> packages() {
    return MAY_USE.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void a_package_uses_only_what_lies_below_it(String name) {
    Stream<String> allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream());
    ArchRule rule =
        ArchRuleDefinition.classes()
            .that()
            .resideInAPackage(OURS + name + "..")
            .should()
            .onlyDependOnClassesThat(
                resideOutsideOfPackage(FRONT + "..")
                    .or(
                        resideInAnyPackage(
                            allowed.map(p -> OURS + p + "..").toArray(String[]::new))));
    rule.check(MAIN);
  }

  @Test
  void every_package_has_its_place() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : MAIN) {
      if (!type.getPackageName().equals(FRONT)) {
        String below = type.getPackageName().substring(OURS.length());
        found.add(below.replaceAll("\\..*", ""));
      }
    }
    assertThat(found).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
  }

  @Test
  void pure_packages_know_no_database_no_file_and_no_network() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "java.net..")
                .or(resideInAnyPackage("java.nio.file..", "java.nio.channels..")))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.File")
        .check(MAIN);
  }

  @Test
  void pure_packages_have_no_clock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(MAIN);
  }

  /** Jagged's own scrypt is published nowhere, and Java has none: so age asks for this one too. */
  @Test
  void only_signature_and_age_know_bouncy_castle() {
    onlyIn(List.of("signature", "age"), "org.bouncycastle..");
    noClasses()
        .that()
        .resideInAPackage(OURS + "age..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.bouncycastle..")
                .and(resideOutsideOfPackage("org.bouncycastle.crypto.generators")))
        .check(MAIN);
  }

  @Test
  void only_age_knows_jagged() {
    onlyIn(List.of("age"), "com.exceptionfactory.jagged..");
  }

  @Test
  void only_migrate_knows_flyway() {
    onlyIn(List.of("migrate"), "org.flywaydb..");
  }

  @Test
  void only_export_writes_for_other_programs() {
    onlyIn(List.of("export"), "de.siegmar.fastcsv..");
    onlyIn(List.of("export"), "tools.jackson..");
  }

  @Test
  void what_is_hashed_is_never_parsed_or_printed_by_a_json_library() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.."))
        .check(MAIN);
  }

  private static void onlyIn(List<String> names, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            names.stream().map(name -> OURS + name + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(MAIN);
  }
}
