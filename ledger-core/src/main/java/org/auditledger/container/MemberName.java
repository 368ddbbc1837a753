package org.auditledger.container;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a member is, by its name. The order of the kinds is that of the members in a file. */
public sealed interface MemberName {

  /** The members that are there once, or not at all. */
  enum Single implements MemberName {
    /** What the rest is read by: {@link BackupHeader}. */
    HEADER("header.json", 0),
    /** What the tables look like, for people. */
    SCHEMA("schema.sql", 1),
    /** The notes of the journal, a line each: {@link JournalLine}. */
    JOURNAL("journal.jsonl.zst", 3),
    /** The checkpoints of both logs, a line each: {@link CheckpointLine}. */
    CHECKPOINTS("checkpoints.jsonl.zst", 4),
    /** The tenants; a whole COPY BINARY file. */
    TENANTS("tenants.copy.zst", 5),
    /** What names all the others: {@link BackupManifest}. */
    MANIFEST("manifest.note", 7);

    private final String text;
    private final int rank;

    Single(String text, int rank) {
      this.text = text;
      this.rank = rank;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public int rank() {
      return rank;
    }
  }

  /** Entries, by the number of the first and the last of them; a whole COPY BINARY file. */
  record Entries(long first, long last) implements MemberName {
    public Entries {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("no entries: " + first + " to " + last);
      }
    }

    @Override
    public String text() {
      return "entries/" + first + "-" + last + ".copy.zst";
    }

    @Override
    public int rank() {
      return 2;
    }
  }

  /** Records of a partition of the buffer, its parts from 1; a whole COPY BINARY file. */
  record Buffer(String partition, long part) implements MemberName {
    public Buffer {
      if (partition.isEmpty() || part < 1) {
        throw new IllegalArgumentException("no part " + part + " of \"" + partition + "\"");
      }
    }

    /** Whether a partition of this name can be in a file: of the longest names some cannot. */
    public static boolean hasPlace(String partition) {
      return UstarHeader.fits(new Buffer(partition, Integer.MAX_VALUE).text());
    }

    @Override
    public String text() {
      return "buffer/" + Patterns.escaped(partition) + "/" + part + ".copy.zst";
    }

    @Override
    public int rank() {
      return 6;
    }
  }

  /** Records of the partition that an archive is of, their parts from 1; as those of a buffer. */
  record Records(long part) implements MemberName {
    public Records {
      if (part < 1) {
        throw new IllegalArgumentException("no part " + part);
      }
    }

    @Override
    public String text() {
      return "records/" + part + ".copy.zst";
    }

    @Override
    public int rank() {
      return 6;
    }
  }

  /** As it stands in the file. */
  String text();

  /** The place of its kind in a file. */
  int rank();

  /** The member that has this name, and no other. */
  static Optional<MemberName> parse(String text) {
    for (Single single : Single.values()) {
      if (single.text().equals(text)) {
        return Optional.of(single);
      }
    }
    return Patterns.rows(text).filter(parsed -> parsed.text().equals(text));
  }

  /** How the names of rows look. */
  final class Patterns {
    private static final String PLAIN =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    private static final Pattern ENTRIES =
        Pattern.compile("entries/([1-9][0-9]*)-([1-9][0-9]*)[.]copy[.]zst");
    private static final Pattern BUFFER =
        Pattern.compile("buffer/([A-Za-z0-9_%-]+)/([1-9][0-9]*)[.]copy[.]zst");
    private static final Pattern RECORDS = Pattern.compile("records/([1-9][0-9]*)[.]copy[.]zst");

    private Patterns() {}

    private static Optional<MemberName> rows(String text) {
      Matcher entries = ENTRIES.matcher(text);
      Matcher buffer = BUFFER.matcher(text);
      Matcher records = RECORDS.matcher(text);
      try {
        if (entries.matches()) {
          return Optional.of(
              new Entries(Long.parseLong(entries.group(1)), Long.parseLong(entries.group(2))));
        }
        if (buffer.matches()) {
          return unescaped(buffer.group(1))
              .map(partition -> new Buffer(partition, Long.parseLong(buffer.group(2))));
        }
        if (records.matches()) {
          return Optional.of(new Records(Long.parseLong(records.group(1))));
        }
      } catch (IllegalArgumentException e) {
        // A number that is none, or that no entry has.
        return Optional.empty();
      }
      return Optional.empty();
    }

    /** A partition may have any name; a part of a path may not. */
    private static String escaped(String partition) {
      StringBuilder escaped = new StringBuilder();
      for (byte b : partition.getBytes(StandardCharsets.UTF_8)) {
        char c = (char) (b & 0xff);
        if (PLAIN.indexOf(c) >= 0) {
          escaped.append(c);
        } else {
          escaped.append('%').append(HexFormat.of().toHexDigits(b));
        }
      }
      return escaped.toString();
    }

    private static Optional<String> unescaped(String escaped) {
      ByteBuffer bytes = ByteBuffer.allocate(escaped.length());
      for (int at = 0; at < escaped.length(); at++) {
        if (escaped.charAt(at) == '%' && at + 2 < escaped.length()) {
          bytes.put((byte) HexFormat.fromHexDigits(escaped, at + 1, at + 3));
          at += 2;
        } else {
          bytes.put((byte) escaped.charAt(at));
        }
      }
      try {
        return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
      } catch (CharacterCodingException e) {
        return Optional.empty();
      }
    }
  }
}
