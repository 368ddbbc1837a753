package org.auditledger.container;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A container taken apart and put together again, rightly or not. */
final class ContainerBytes {

  private ContainerBytes() {}

  /** The members, each with its header and what fills its last block. */
  static List<byte[]> members(byte[] container) {
    List<byte[]> members = new ArrayList<>();
    for (int at = 0; at < container.length - 2 * UstarHeader.BLOCK; ) {
      UstarHeader header =
          UstarHeader.decode(Arrays.copyOfRange(container, at, at + UstarHeader.BLOCK));
      int length = UstarHeader.BLOCK + (int) header.size() + UstarHeader.padding(header.size());
      members.add(Arrays.copyOfRange(container, at, at + length));
      at += length;
    }
    return members;
  }

  static byte[] file(List<byte[]> members) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    members.forEach(file::writeBytes);
    file.writeBytes(new byte[2 * UstarHeader.BLOCK]);
    return file.toByteArray();
  }

  /**
   * The same with a member dropped, doubled, swapped for another one, or taken from the other
   * container: each by what was done.
   */
  static Map<String, byte[]> spoiled(byte[] container, byte[] other) {
    List<byte[]> members = members(container);
    List<byte[]> others = members(other);
    Map<String, byte[]> spoiled = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      List<byte[]> dropped = new ArrayList<>(members);
      dropped.remove(i);
      spoiled.put("without member " + i, file(dropped));
      List<byte[]> doubled = new ArrayList<>(members);
      doubled.add(i, members.get(i));
      spoiled.put("with member " + i + " twice", file(doubled));
      for (int j = i + 1; j < members.size(); j++) {
        List<byte[]> swapped = new ArrayList<>(members);
        Collections.swap(swapped, i, j);
        spoiled.put("members " + i + " and " + j + " swapped", file(swapped));
      }
      if (!Arrays.equals(members.get(i), others.get(i))) {
        List<byte[]> mixed = new ArrayList<>(members);
        mixed.set(i, others.get(i));
        spoiled.put("member " + i + " of another", file(mixed));
      }
    }
    return spoiled;
  }
}
