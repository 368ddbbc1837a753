package org.auditledger.container;

import org.auditledger.canonical.CanonicalJson;
import org.auditledger.container.MemberName.Buffer;
import org.auditledger.container.MemberName.Entries;
import org.auditledger.container.MemberName.Single;
import org.jspecify.annotations.Nullable;

/** Holds members to their order: nothing can be swapped, repeated or put in between. */
final class MemberOrder {

  private @Nullable MemberName last;

  /**
   * Takes the next member.
   *
   * @throws MalformedBackupException when it cannot stand here
   */
  void next(MemberName name) {
    if (!mayFollow(name)) {
      throw new MalformedBackupException(
          name.text() + " cannot stand " + (last == null ? "first" : "after " + last.text()));
    }
    last = name;
  }

  private boolean mayFollow(MemberName name) {
    MemberName before = last;
    if (before == null || before == Single.HEADER) {
      return name == (before == null ? Single.HEADER : Single.SCHEMA);
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
    return before.rank() < name.rank() && begins;
  }
}
