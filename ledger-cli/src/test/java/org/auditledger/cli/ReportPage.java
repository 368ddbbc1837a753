package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.auditledger.cli.html.Template;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** A page that was written, read as a browser reads it. */
record ReportPage(Document document) {

  /** All that such a page is made of. */
  private static final Set<String> ELEMENTS =
      Set.of(
              "html head meta title style body header main section article figure figcaption"
                  .split(" "),
              "h1 h2 h3 p ul ol li dl div dt dd table caption thead tbody tr th td".split(" "),
              "span bdi code a svg desc g line rect path text".split(" "))
          .stream()
          .flatMap(words -> List.of(words).stream())
          .collect(Collectors.toSet());

  private static final Set<String> ATTRIBUTES =
      Set.of(
              "lang charset http-equiv content name class id scope href role aria-labelledby"
                  .split(" "),
              "aria-label aria-hidden tabindex viewbox xmlns xml:space fill stroke stroke-width d"
                  .split(" "),
              "font-size font-weight text-rendering x y x1 x2 y1 y2 width height".split(" "),
              "textlength lengthadjust".split(" "))
          .stream()
          .flatMap(words -> List.of(words).stream())
          .collect(Collectors.toSet());

  /** Reads it, and holds it to what every page is held to. */
  static ReportPage read(Path file) throws IOException {
    Parser parser = Parser.htmlParser().setTrackErrors(20);
    Document document = parser.parseInput(Files.readString(file), "");
    assertThat(parser.getErrors()).isEmpty();
    ReportPage page = new ReportPage(document);
    page.requireHarmless();
    page.requireAccessible();
    return page;
  }

  /** Nothing in it runs, loads or brings a style of its own. */
  private void requireHarmless() {
    for (Element element : document.select("html, html *")) {
      assertThat(ELEMENTS).contains(element.normalName());
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey().toLowerCase(java.util.Locale.ROOT);
        assertThat(ATTRIBUTES).as("%s", element.tagName()).contains(name);
        if (!name.equals("xmlns")) {
          assertThat(attribute.getValue()).as(name).doesNotContain("://", "url(", "javascript:");
        }
      }
    }
    assertThat(document.select("[href]")).allMatch(link -> link.attr("href").startsWith("#"));
    Template.Style style = Template.Style.of("report");
    assertThat(document.select("style")).hasSize(1);
    assertThat(document.select("style").get(0).data()).isEqualTo(style.text());
    assertThat(style.text()).doesNotContain("url(", "@import");
    assertThat(document.select("meta[http-equiv]").attr("content"))
        .isEqualTo(
            "default-src 'none'; style-src '"
                + style.hash()
                + "'; base-uri 'none'; form-action 'none'");
  }

  /** Who cannot see it finds his way. */
  private void requireAccessible() {
    assertThat(Objects.requireNonNull(document.selectFirst("html")).attr("lang")).isEqualTo("en");
    assertThat(document.title()).isNotBlank();
    assertThat(document.select("h1")).hasSize(1);
    int before = 1;
    for (Element heading : document.select("h1, h2, h3")) {
      int level = heading.normalName().charAt(1) - '0';
      assertThat(level).as(heading.text()).isLessThanOrEqualTo(before + 1);
      before = level;
    }
    List<String> ids = document.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    for (String named : document.select("[aria-labelledby]").eachAttr("aria-labelledby")) {
      assertThat(ids).contains(named.split(" ", -1));
    }
    assertThat(document.select("[href]").eachAttr("href"))
        .allMatch(link -> ids.contains(link.substring(1)));
    assertThat(document.select("table")).allMatch(one -> one.selectFirst("caption") != null);
    assertThat(document.select("th")).allMatch(one -> one.hasAttr("scope"));
    for (Element svg : document.select("svg")) {
      assertThat(svg.attr("role")).isEqualTo("img");
      assertThat(Objects.requireNonNull(svg.selectFirst("title")).text()).isNotBlank();
      assertThat(Objects.requireNonNull(svg.selectFirst("desc")).text()).isNotBlank();
      assertThat(svg.select("[fill], [stroke]"))
          .allSatisfy(
              one ->
                  assertThat(one.attr("fill") + one.attr("stroke"))
                      .doesNotContain("#")
                      .doesNotContain("rgb("));
    }
  }

  /** The text of what this selects, which is one. */
  String text(String selector) {
    List<String> found = texts(selector);
    assertThat(found).as(selector).hasSize(1);
    return found.get(0);
  }

  List<String> texts(String selector) {
    return document.select(selector).stream().map(Element::wholeText).toList();
  }

  /** The rows of the table with a caption that begins like this. */
  List<String> rows(String caption) {
    return document.select("table").stream()
        .filter(
            one -> Objects.requireNonNull(one.selectFirst("caption")).text().startsWith(caption))
        .flatMap(one -> one.select("tbody tr").stream())
        .map(Element::text)
        .toList();
  }
}
