package org.auditledger.canonical;

import java.util.Arrays;

/**
 * Every way to choose one of two for each of some places, once: none of the second kind, then all,
 * then one, then all but one, and so on. For each number of chosen places the choices go through
 * the combinations in order; each is followed by its opposite.
 */
final class Candidates {

  private final int places;
  private final boolean[] current;

  /** The chosen places, ascending; the opposite of the choice is not kept, but derived. */
  private int[] chosen = new int[0];

  private boolean opposite;

  Candidates(int places) {
    this.places = places;
    this.current = new boolean[places];
  }

  /** Which places have the second kind: read only, and only until the next call. */
  boolean[] current() {
    return current;
  }

  /** Goes on to the next, and says whether there is one. */
  boolean advance() {
    // At half of the places the opposite of each combination is itself one of the combinations.
    if (!opposite && 2 * chosen.length < places) {
      opposite = true;
    } else {
      opposite = false;
      if (!nextCombination() && !nextCount()) {
        return false;
      }
    }
    Arrays.fill(current, opposite);
    for (int place : chosen) {
      current[place] = !opposite;
    }
    return true;
  }

  private boolean nextCombination() {
    for (int i = chosen.length - 1; i >= 0; i--) {
      if (chosen[i] < places - (chosen.length - i)) {
        chosen[i]++;
        for (int j = i + 1; j < chosen.length; j++) {
          chosen[j] = chosen[j - 1] + 1;
        }
        return true;
      }
    }
    return false;
  }

  private boolean nextCount() {
    int count = chosen.length + 1;
    if (2 * count > places) {
      return false;
    }
    chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = i;
    }
    return true;
  }
}
