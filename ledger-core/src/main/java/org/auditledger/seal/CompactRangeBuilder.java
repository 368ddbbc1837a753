package org.auditledger.seal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auditledger.entry.Digest;

/**
 * Builds a compact range leaf by leaf, or subtree by subtree. Appending allocates nothing once the
 * stack has grown, and it grows with the logarithm of the leaves.
 */
public final class CompactRangeBuilder {

  private final TreeHasher hasher = new TreeHasher();
  private final long begin;
  private long end;
  private byte[] stack = new byte[16 * Digest.LENGTH];
  private int depth;

  /** Begins a range without leaves. */
  public CompactRangeBuilder(long begin) {
    this(new CompactRange(begin, begin, List.of()));
  }

  /** Goes on where a range ends. */
  public CompactRangeBuilder(CompactRange range) {
    begin = range.begin();
    end = range.end();
    for (Digest hash : range.hashes()) {
      push(hash);
    }
  }

  /** Where the next leaf goes. */
  public long end() {
    return end;
  }

  /** Appends the leaf whose hash stands at {@code offset}. */
  public void append(byte[] leafHashes, int offset) {
    reserve();
    System.arraycopy(leafHashes, offset, stack, depth * Digest.LENGTH, Digest.LENGTH);
    depth++;
    merge(0);
  }

  /** Appends a leaf. */
  public CompactRangeBuilder append(Digest leafHash) {
    return appendSubtree(0, leafHash);
  }

  /** Appends a whole subtree of {@code 2^height} leaves, which must be one of the whole tree. */
  CompactRangeBuilder appendSubtree(int height, Digest hash) {
    if (height < 0 || height >= Long.SIZE - 1 || (end & ((1L << height) - 1)) != 0) {
      throw new IllegalArgumentException(
          "no subtree of height " + height + " begins at leaf " + end);
    }
    push(hash);
    merge(height);
    return this;
  }

  /** Appends the range that begins where this one ends. */
  public CompactRangeBuilder append(CompactRange next) {
    if (next.begin() != end) {
      throw new IllegalArgumentException(
          "a range that begins at " + next.begin() + " does not follow one that ends at " + end);
    }
    for (Digest hash : next.hashes()) {
      appendSubtree(CompactRange.heightAt(end, next.end()), hash);
    }
    return this;
  }

  /** The range so far. */
  public CompactRange build() {
    List<Digest> hashes = new ArrayList<>(depth);
    for (int i = 0; i < depth; i++) {
      hashes.add(Digest.read(stack, i * Digest.LENGTH));
    }
    return new CompactRange(begin, end, hashes);
  }

  /** Counts the subtree on top of the stack in, and merges it with what stands left of it. */
  private void merge(int height) {
    long start = end;
    end = Math.addExact(end, 1L << height);
    // A parent exists when the new subtree is a right child whose sibling lies within the range.
    for (int h = height; h < Long.SIZE - 2; h++) {
      long sibling = start - (1L << h);
      if (((start >>> h) & 1) == 0 || sibling < begin) {
        return;
      }
      depth--;
      int at = (depth - 1) * Digest.LENGTH;
      hasher.node(stack, at, stack, at);
      start = sibling;
    }
  }

  private void push(Digest hash) {
    reserve();
    hash.write(stack, depth * Digest.LENGTH);
    depth++;
  }

  private void reserve() {
    if (stack.length == depth * Digest.LENGTH) {
      stack = Arrays.copyOf(stack, 2 * stack.length);
    }
  }
}
