package org.auditledger.doctor;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/** The versions of PostgreSQL that this program was tried on: up to which minor, and their end. */
enum Release {
  V14(14, 24, LocalDate.of(2026, 11, 12)),
  V15(15, 19, LocalDate.of(2027, 11, 11)),
  V16(16, 15, LocalDate.of(2028, 11, 9)),
  V17(17, 11, LocalDate.of(2029, 11, 8)),
  V18(18, 6, LocalDate.of(2030, 11, 14));

  private final int major;
  private final int tested;
  private final LocalDate end;

  Release(int major, int tested, LocalDate end) {
    this.major = major;
    this.tested = tested;
    this.end = end;
  }

  /** The one of a server, unless it is newer than all of them. */
  static Optional<Release> of(int version) {
    return Stream.of(values()).filter(release -> release.major == version / 10_000).findAny();
  }

  /** The newest one. */
  static int newest() {
    return V18.major;
  }

  int major() {
    return major;
  }

  /** The minor version that tests run on. */
  int tested() {
    return tested;
  }

  /** When its last minor version came out, as its makers have announced. */
  LocalDate end() {
    return end;
  }
}
