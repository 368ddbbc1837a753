package org.auditledger.cli.html;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.auditledger.entry.Digest;

/**
 * A page's template, and the style sheet that stands in the page. Whatever is put in is escaped,
 * unless the template says otherwise, and made visible; a name that is not there is an error.
 */
public final class Template {

  private final com.samskivert.mustache.Template compiled;

  private Template(com.samskivert.mustache.Template compiled) {
    this.compiled = compiled;
  }

  /** The template of this name, among the resources beside this class. */
  public static Template of(String name) {
    return new Template(
        Mustache.compiler()
            .withEscaper(text -> Escapers.HTML.escape(VisibleText.of(text)))
            .withFormatter(Template::text)
            .strictSections(true)
            .emptyStringIsFalse(true)
            .compile(resource(name + ".html")));
  }

  /** A number as people read it. */
  private static String text(Object value) {
    return value instanceof Long || value instanceof Integer
        ? String.format(Locale.ROOT, "%,d", ((Number) value).longValue())
        : String.valueOf(value);
  }

  /** The page of what is said here: a record whose components the template names. */
  public String page(Object said) {
    return compiled.execute(said);
  }

  /** A style sheet, to stand in a page whole. */
  public record Style(String text) {

    /** The style sheet of this name. */
    public static Style of(String name) {
      return new Style(resource(name + ".css"));
    }

    /** What the page's policy names it by: no other style sheet is let in. */
    public String hash() {
      byte[] sha256 =
          java.util.HexFormat.of()
              .parseHex(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex());
      return "sha256-" + Base64.getEncoder().encodeToString(sha256);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
