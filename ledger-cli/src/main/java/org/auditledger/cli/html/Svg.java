package org.auditledger.cli.html;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.StyleHandler;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Draws a chart as an element of a page. Its colours are the page's, by name, so that the page can
 * be dark or printed; and who cannot see it is told what it shows.
 */
final class Svg {

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  /** Stand for colours of the page: a chart can only be drawn in colours that have numbers. */
  enum Paint {
    INK(1, "currentColor"),
    QUIET(2, "var(--quiet)"),
    LINE(3, "var(--line)"),
    BAR(4, "var(--bar)"),
    FLAG(5, "var(--flag)");

    private final int number;
    private final String name;

    Paint(int number, String name) {
      this.number = number;
      this.name = name;
    }

    Color color() {
      return new Color(number, 0, number);
    }

    private static String named(String color) {
      for (Paint paint : values()) {
        if (color.equals("rgb(%1$d,0,%1$d)".formatted(paint.number))) {
          return paint.name;
        }
      }
      return color;
    }
  }

  /** Of all that the library would say of style, what a page does not say itself. */
  private static final List<String> KEPT =
      List.of("fill", "stroke", "stroke-width", "font-size", "font-weight", "text-rendering");

  private Svg() {}

  /**
   * Draws it.
   *
   * @param id of the element, unlike others of the page
   * @param title what it is
   * @param description what it shows, for who cannot see it
   */
  static String draw(
      JFreeChart chart, int width, int height, String id, String title, String description) {
    Document document = document();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(2);
    context.setStyleHandler(new OwnStyle());
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    Element root = graphics.getRoot();
    // All that is in them are the areas beyond which nothing is drawn, and nothing is.
    removeAll(root.getElementsByTagNameNS(NAMESPACE, "defs"));
    root.setAttribute("viewBox", "0 0 %d %d".formatted(width, height));
    root.setAttribute("role", "img");
    root.setAttribute("aria-labelledby", id + "-title " + id + "-desc");
    Element first = (Element) root.getFirstChild();
    root.insertBefore(text(document, "desc", id + "-desc", description), first);
    root.insertBefore(text(document, "title", id + "-title", title), root.getFirstChild());
    fixWidths(root, graphics);
    return serialized(root);
  }

  private static final class OwnStyle implements StyleHandler {
    @Override
    @SuppressWarnings("rawtypes") // that is the library's
    public void setStyle(Element element, Map style, SVGGeneratorContext context) {
      for (String name : KEPT) {
        Object value = style.get(name);
        if (value != null) {
          element.setAttribute(name, Paint.named(value.toString()));
        }
      }
    }
  }

  private static Element text(Document document, String name, String id, String text) {
    Element element = document.createElementNS(NAMESPACE, name);
    element.setAttribute("id", id);
    element.setTextContent(VisibleText.of(text));
    return element;
  }

  private static void removeAll(NodeList elements) {
    while (elements.getLength() > 0) {
      elements.item(0).getParentNode().removeChild(elements.item(0));
    }
  }

  /** Whatever font the reader has, a text is as wide as was reckoned when it was placed. */
  private static void fixWidths(Element root, Graphics2D measure) {
    NodeList texts = root.getElementsByTagNameNS(NAMESPACE, "text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      int style = inherited(text, "font-weight").equals("bold") ? Font.BOLD : Font.PLAIN;
      float size = Float.parseFloat(inherited(text, "font-size").replace("px", ""));
      Font font = new Font(Font.SANS_SERIF, style, Math.round(size));
      int width = measure.getFontMetrics(font).stringWidth(text.getTextContent());
      text.setAttribute("textLength", String.valueOf(width));
      text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
  }

  private static String inherited(Element element, String attribute) {
    org.w3c.dom.Node at = element;
    while (at instanceof Element one) {
      if (one.hasAttribute(attribute)) {
        return one.getAttribute(attribute);
      }
      at = one.getParentNode();
    }
    return attribute.equals("font-size") ? "12" : "";
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK makes no XML", e);
    }
  }

  private static String serialized(Element root) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter out = new StringWriter();
      transformer.transform(new DOMSource(root), new StreamResult(out));
      return out.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("the JDK writes no XML", e);
    }
  }
}
