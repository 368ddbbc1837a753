package org.auditledger.container;

import org.auditledger.canonical.CanonicalJson;
import org.auditledger.container.MemberName.Buffer;
import org.auditledger.container.MemberName.Entries;
import org.auditledger.container.MemberName.Records;
import org.auditledger.container.MemberName.Single;
import org.jspecify.annotations.Nullable;

/** Holds members to their order: nothing can be swapped, repeated or put in between. */
final class MemberOrder {

  /** What the members are of. */
  enum Kind {
    BACKUP("backup"),
    ARCHIVE("archive");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }

    /** For people. */
    String noun() {
      return noun;
    }
  }

  private final Kind kind;
  private @Nullable MemberName last;

  MemberOrder(Kind kind) {
    this.kind = kind;
  }

  /**
   * Takes the next member.
   *
   * @throws MalformedBackupException when it cannot stand here
   */
  void next(MemberName name) {
    boolean fits =
        last == null
            ? name == Single.HEADER
            : kind == Kind.BACKUP ? inBackup(last, name) : inArchive(last, name);
    if (!fits) {
      throw new MalformedBackupException(
          name.text() + " cannot stand " + (last == null ? "first" : "after " + last.text()));
    }
    last = name;
  }

  private static boolean inBackup(MemberName before, MemberName name) {
    if (before == Single.HEADER) {
      return name == Single.SCHEMA;
    }
    if (before instanceof Entries earlier && name instanceof Entries later) {
      return later.first() == earlier.last() + 1;
    }
    if (before instanceof Buffer earlier && name instanceof Buffer later) {
      return later.partition().equals(earlier.partition())
          ? later.part() == earlier.part() + 1
          : later.part() == 1
              && CanonicalJson.BY_CODE_POINT.compare(earlier.partition(), later.partition()) < 0;
    }
    boolean begins = !(name instanceof Buffer buffer) || buffer.part() == 1;
    return before.rank() < name.rank() && begins && !(name instanceof Records);
  }

  /** One partition, and nothing else. */
  private static boolean inArchive(MemberName before, MemberName name) {
    if (name instanceof Records later) {
      return before instanceof Records earlier
          ? later.part() == earlier.part() + 1
          : before == Single.HEADER && later.part() == 1;
    }
    return name == Single.MANIFEST && before != Single.MANIFEST;
  }
}
