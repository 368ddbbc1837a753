package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.junit.jupiter.api.Test;

/** What the ancestor wrote is never suspected of anything. */
class GenuineEntriesTest {

  /** Computed from the tables' CSV by a program of another language that shares nothing with us. */
  private static final String ROOT_V01 =
      "80bbf1c90096f10f99c47253b4b395093c0c8e13ae306c50f9b33155a8e6fab6";

  private static final String ROOT_V02 =
      "37f35f30947fbbab35be61c56bbcfaa332326075c1cb418a544e17a5a3150014";
  private static final String ROOT_V30 =
      "65b8e4f8ad8354b19fc884367566970f1acf7927ccf319042c7c36d4b6142945";

  @Test
  void of_version_0_1_hold() {
    assertHold(LegacyVectors.entriesOfV01(), ROOT_V01);
  }

  @Test
  void of_version_0_2_hold_and_have_one_schema_version() {
    EntriesAccount account = assertHold(LegacyVectors.entriesOfV02(), ROOT_V02);
    assertThat(account.runs().first()).containsExactly(new VersionRun(1, 120, "0.2.0"));
  }

  @Test
  void of_version_3_0_hold() {
    EntriesAccount account = assertHold(LegacyVectors.entriesOfV30(), ROOT_V30);
    assertThat(account.runs().total()).isZero();
  }

  private static EntriesAccount assertHold(LegacyVectors.Table table, String root) {
    Entries entries = Entries.of(table);
    EntriesAccount account = Judged.account(entries, Judged.ANCESTORS_KEYS);
    assertThat(account.findings().first()).isEmpty();
    assertThat(account.findings().total()).isZero();
    assertThat(account.unchecked()).isEmpty();
    assertThat(account.rows()).isEqualTo(entries.size());
    assertThat(account.head())
        .hasValue(
            new Head(
                entries.size(),
                Digest.ofHex(String.valueOf(entries.get(entries.size(), "entry_hash")))));
    assertThat(account.root()).hasValue(Digest.ofHex(root));
    return account;
  }

  @Test
  void without_a_key_their_signatures_are_not_checked_and_nothing_is_wrong() {
    EntriesAccount account =
        Judged.account(Entries.of(LegacyVectors.entriesOfV30()), TrustedKeys.NONE);
    assertThat(account.findings().total()).isZero();
    assertThat(account.unchecked()).hasSize(2);
    assertThat(account.unchecked()).allMatch(u -> u.reason() == Unchecked.Reason.UNKNOWN_KEY);
    assertThat(account.unchecked().stream().mapToLong(Unchecked::count).sum()).isEqualTo(81);
    assertThat(account.unchecked().stream().map(Unchecked::subject))
        .containsExactlyElementsOf(
            Judged.ANCESTORS_KEYS.transcriptKeys().stream().map(key -> key.keyId()).toList());
    assertThat(account.unchecked().get(0).first()).isEqualTo(OptionalLong.of(122));
  }

  @Test
  void with_one_of_two_keys_the_other_is_named() {
    TrustedKeys one = Judged.trusted("transcript-1.ed25519.pub");
    EntriesAccount account = Judged.account(Entries.of(LegacyVectors.entriesOfV30()), one);
    assertThat(account.findings().total()).isZero();
    assertThat(account.unchecked()).hasSize(1);
    assertThat(one.forTranscripts(account.unchecked().get(0).subject())).isEmpty();
  }

  @Test
  void every_leaf_is_handed_out_with_its_number() {
    Entries entries = Entries.of(LegacyVectors.entriesOfV01());
    List<Long> numbers = new ArrayList<>();
    List<Digest> leaves = new ArrayList<>();
    EntryChecks checks =
        new EntryChecks(
            entries.layout(),
            TrustedKeys.NONE,
            (sequence, hash, offset) -> {
              numbers.add(sequence);
              leaves.add(Digest.read(hash, offset));
            });
    entries.forEach(checks::accept);
    assertThat(numbers).hasSize(120).startsWith(1L).endsWith(120L).isSorted();
    assertThat(leaves).doesNotHaveDuplicates();
  }

  @Test
  void columns_that_a_migration_adds_change_no_leaf() {
    List<Digest> before = Judged.leaves(Entries.of(LegacyVectors.entriesOfV01()));
    List<Digest> after = Judged.leaves(Entries.of(LegacyVectors.entriesOfV30()));
    assertThat(after.subList(0, before.size())).isEqualTo(before);
  }

  @Test
  void no_entries_at_all_have_the_first_head_and_the_empty_root() {
    RowLayout layout = LegacyVectors.entriesOfV01().layout();
    EntriesAccount account = new EntryChecks(layout, TrustedKeys.NONE, LeafConsumer.NONE).account();
    assertThat(account.rows()).isZero();
    assertThat(account.head()).isEqualTo(Optional.of(Head.GENESIS));
    assertThat(account.root()).hasValue(TreeHasher.EMPTY_ROOT);
    assertThat(account.findings().total()).isZero();
    assertThat(account.runs().total()).isZero();
  }

  @Test
  void a_table_that_is_no_ledger_is_the_callers_mistake() {
    RowLayout layout = new RowLayout(List.of(new Column("sequence_number", ColumnType.BIGINT)));
    assertThatThrownBy(() -> new EntryChecks(layout, TrustedKeys.NONE, LeafConsumer.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("knowledge_graph_version");
  }

  @Test
  void an_honest_clock_that_steps_back_is_not_judged() {
    Entries entries = Entries.of(LegacyVectors.entriesOfV01());
    entries.set(50, "timestamp", (Long) entries.get(49, "timestamp") - 1).rehash(50);
    EntriesAccount account = Judged.account(entries, TrustedKeys.NONE);
    assertThat(account.findings().total()).isZero();
    assertThat(account.unchecked())
        .containsExactly(
            new Unchecked(Unchecked.Reason.TIME_REVERSED, "timestamp", 1, OptionalLong.of(50)));
  }
}
