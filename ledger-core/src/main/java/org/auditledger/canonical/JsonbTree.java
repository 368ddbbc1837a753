package org.auditledger.canonical;

import java.util.Arrays;

/**
 * The values of a jsonb text that is known to be whole, linked in the order in which Python writes
 * them: an object's members sorted by code point. Nodes are numbers into arrays that are reused,
 * and nothing recurses, since the text may be nested as deep as its author likes.
 */
final class JsonbTree {

  static final int NONE = -1;

  private byte[] text = new byte[0];
  private int size;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] keyFrom = new int[64];
  private int[] keyTo = new int[64];
  private int[] parent = new int[64];
  private int[] first = new int[64];
  private int[] next = new int[64];

  /** The children so far of all containers that are still open, innermost last. */
  private int[] pending = new int[64];

  private int pendingSize;
  private int[] scratch = new int[64];

  /** Reads the text; its outermost value is node 0. */
  void read(byte[] bytes, int offset, int length) {
    text = bytes;
    size = 0;
    pendingSize = 0;
    int at = offset;
    int open = NONE;
    int key = NONE;
    do {
      byte b = text[at];
      if (b == ',') {
        at += 2;
      } else if (b == '}' || b == ']') {
        to[open] = ++at;
        close(open, b == '}');
        open = parent[open];
      } else if (b == '"' && key == NONE && open != NONE && isObject(open)) {
        key = at;
        at = JsonString.end(text, at, offset + length) + 2;
      } else {
        int node = add(at, open, key, key == NONE ? NONE : at - 2);
        key = NONE;
        if (b == '{' || b == '[') {
          open = node;
          first[node] = pendingSize;
          at++;
        } else {
          at =
              b == '"' ? JsonString.end(text, at, offset + length) : scalarEnd(at, offset + length);
          to[node] = at;
        }
      }
    } while (open != NONE);
  }

  /** Where the value's text starts. */
  int from(int node) {
    return from[node];
  }

  /** Where the value's text ends. */
  int to(int node) {
    return to[node];
  }

  /** Where the member's key starts, with its quote; {@link #NONE} for what is not a member. */
  int keyFrom(int node) {
    return keyFrom[node];
  }

  int keyTo(int node) {
    return keyTo[node];
  }

  int parent(int node) {
    return parent[node];
  }

  /** The first of a container's values; {@link #NONE} when it is empty, or no container. */
  int first(int node) {
    return first[node];
  }

  /** The value after this one in its container. */
  int next(int node) {
    return next[node];
  }

  boolean isObject(int node) {
    return text[from[node]] == '{';
  }

  boolean isArray(int node) {
    return text[from[node]] == '[';
  }

  private int add(int at, int container, int keyStart, int keyEnd) {
    if (size == from.length) {
      grow();
    }
    int node = size++;
    from[node] = at;
    parent[node] = container;
    keyFrom[node] = keyStart;
    keyTo[node] = keyEnd;
    first[node] = NONE;
    next[node] = NONE;
    if (container != NONE) {
      pending[pendingSize++] = node;
    }
    return node;
  }

  private void grow() {
    int length = 2 * size;
    from = Arrays.copyOf(from, length);
    to = Arrays.copyOf(to, length);
    keyFrom = Arrays.copyOf(keyFrom, length);
    keyTo = Arrays.copyOf(keyTo, length);
    parent = Arrays.copyOf(parent, length);
    first = Arrays.copyOf(first, length);
    next = Arrays.copyOf(next, length);
    pending = Arrays.copyOf(pending, length);
    scratch = new int[length];
  }

  private int scalarEnd(int start, int end) {
    int at = start;
    while (at < end && text[at] != ',' && text[at] != '}' && text[at] != ']') {
      at++;
    }
    return at;
  }

  /** Links a container's children, which are the last of the pending ones. */
  private void close(int node, boolean object) {
    int start = first[node];
    if (object) {
      sort(start, pendingSize);
    }
    first[node] = start == pendingSize ? NONE : pending[start];
    for (int i = start; i + 1 < pendingSize; i++) {
      next[pending[i]] = pending[i + 1];
    }
    pendingSize = start;
  }

  /** Merges ever longer runs; an object may have so many members that a simpler sort never ends. */
  private void sort(int start, int end) {
    for (int run = 1; run < end - start; run *= 2) {
      for (int low = start; low < end - run; low += 2 * run) {
        merge(low, low + run, Math.min(low + 2 * run, end));
      }
    }
  }

  private void merge(int low, int middle, int high) {
    System.arraycopy(pending, low, scratch, low, middle - low);
    int left = low;
    int right = middle;
    for (int i = low; left < middle; i++) {
      if (right < high && compareKeys(pending[right], scratch[left]) < 0) {
        pending[i] = pending[right++];
      } else {
        pending[i] = scratch[left++];
      }
    }
  }

  private int compareKeys(int a, int b) {
    return JsonString.compare(text, keyFrom[a] + 1, keyTo[a] - 1, keyFrom[b] + 1, keyTo[b] - 1);
  }
}
