package org.auditledger.lint;

import java.util.ArrayList;
import java.util.List;

/** The places of one file that are refused, while they are found. */
final class Refusals {

  private final String path;
  private final List<Refusal> list = new ArrayList<>();

  Refusals(String path) {
    this.path = path;
  }

  void add(int line, Rule rule, String found) {
    list.add(new Refusal(path, line, rule, found));
  }

  List<Refusal> list() {
    return list;
  }
}
