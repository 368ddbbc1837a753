package org.auditledger.migrate;

import static org.auditledger.migrate.AncestorRevision.BASELINE;
import static org.auditledger.migrate.AncestorRevision.TELEMETRY_BUFFER;
import static org.auditledger.migrate.AncestorRevision.TRANSCRIPT_COLUMNS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auditledger.entry.Digest;
import org.auditledger.schema.Difference;
import org.auditledger.schema.DocumentKind;
import org.auditledger.schema.SchemaDocument;

/**
 * Every state in which a ledger can be found: what its ancestor's scripts leave, in whatever order
 * they were run; what the ledger set makes, up to each of its versions, by the engine or by psql;
 * and what its reverts leave. {@code docs/decisions/0004} says why so many.
 */
public final class KnownStates {

  private static final Set<String> DROP_FUNCTION =
      Set.of("function drop_buffer_partitions_older_than(timestamp with time zone)");

  private static final List<AncestorRevision> V01 = List.of(BASELINE);
  private static final List<AncestorRevision> V02 = List.of(BASELINE, TELEMETRY_BUFFER);
  private static final List<AncestorRevision> V01_V3 = List.of(BASELINE, TRANSCRIPT_COLUMNS);
  private static final List<AncestorRevision> V3 =
      List.of(BASELINE, TELEMETRY_BUFFER, TRANSCRIPT_COLUMNS);

  private static final List<KnownState> ALL =
      List.of(
          ancestor("v0.1 (version 1)", "v0.1", V01),
          ancestor("v0.1 with transcript columns, or a new v3", "v0.1-transcripts", V01_V3),
          ancestor("v0.2", "v0.2", V02),
          ancestor("v0.2 with transcript columns", "v0.2-transcripts", V3),
          loose("v0.1 with the loose buffer script", "v0.1-loose", V02),
          loose(
              "v0.1 with the loose buffer script and transcript columns",
              "v0.1-loose-transcripts",
              V3),
          loose("v0.2 with the loose buffer script", "v0.2-loose", V02),
          loose(
              "v0.2 with the loose buffer script and transcript columns",
              "v0.2-loose-transcripts",
              V3),
          ours("2", V02),
          new KnownState(
              "version 2 with transcript columns", "2-transcripts", version("2"), V3, Set.of()),
          ours("2.1", V02),
          ours("3", V3),
          ours("3.1", V3),
          ours("3.2", V3),
          ours("3.3", V3),
          ours("4", V3),
          ancestor("v0.1 (version 1), and tenants of a later one", "v0.1-tenants", V01),
          ancestor(
              "v0.1 with transcript columns, and tenants of a later one",
              "v0.1-transcripts-tenants",
              V01_V3),
          new KnownState(
              "no ledger, and tenants of a former one",
              "tenants",
              Optional.empty(),
              List.of(),
              Set.of()));

  private KnownStates() {}

  /** All of them: the ancestor's, ours, and what downgrades leave. */
  public static List<KnownState> all() {
    return ALL;
  }

  /** The one of this name, if there is one. */
  public static Optional<KnownState> named(String name) {
    return ALL.stream().filter(state -> state.name().equals(name)).findFirst();
  }

  /** The one whose structure has this digest, if there is one. */
  static Optional<KnownState> of(Digest fingerprint) {
    return ALL.stream().filter(state -> state.fingerprint().equals(fingerprint)).findFirst();
  }

  /** Which of them this structure is. */
  public static Recognition recognise(SchemaDocument structure) {
    if (structure.kind() != DocumentKind.STRUCTURE) {
      throw new IllegalArgumentException("a state is recognised by its structure");
    }
    if (structure.objects().isEmpty()) {
      return new Recognition.Nothing();
    }
    return of(structure.digest())
        .<Recognition>map(Recognition.Known::new)
        .orElseGet(() -> byDifferences(structure));
  }

  private static Recognition byDifferences(SchemaDocument structure) {
    record Candidate(KnownState state, int facts, List<Difference> differences) {}
    List<Candidate> candidates = new ArrayList<>();
    for (KnownState state : ALL) {
      List<Difference> all = state.structure().differencesTo(structure);
      List<Difference> mattering = all.stream().filter(state::matters).toList();
      if (mattering.isEmpty()) {
        return new Recognition.Known(state);
      }
      int facts = all.stream().mapToInt(KnownStates::facts).sum();
      candidates.add(new Candidate(state, facts, mattering));
    }
    Candidate nearest = Collections.min(candidates, Comparator.comparingInt(Candidate::facts));
    return new Recognition.Unknown(nearest.state(), nearest.differences());
  }

  /** A function that is another is nearer than one that is not there, in whatever it is another. */
  private static int facts(Difference difference) {
    if (difference instanceof Difference.Added added) {
      return added.properties().size();
    }
    return difference instanceof Difference.Removed removed ? removed.properties().size() : 1;
  }

  private static KnownState ancestor(String name, String file, List<AncestorRevision> revisions) {
    return new KnownState(name, file, version("1"), revisions, Set.of());
  }

  private static KnownState loose(String name, String file, List<AncestorRevision> revisions) {
    return new KnownState(name, file, version("1"), revisions, DROP_FUNCTION);
  }

  private static KnownState ours(String version, List<AncestorRevision> revisions) {
    return new KnownState("version " + version, version, version(version), revisions, Set.of());
  }

  private static Optional<Version> version(String text) {
    return Version.parse(text);
  }
}
