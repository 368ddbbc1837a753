package org.auditledger.cli.html;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.cli.html.Svg.Paint;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextBlock;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/** The charts of a page. None says anything by its colour alone, and each has a table beside it. */
public final class Charts {

  private static final int WIDTH = 760;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 12);
  private static final String ROW = "entries";

  /** As many labels fit below each other's bars. */
  private static final int MOST_LABELS = 7;

  private Charts() {}

  /**
   * A bar.
   *
   * @param says what stands at its end
   * @param flagged whether it stands out
   */
  public record Bar(String name, long count, String says, boolean flagged) {}

  /** A row of bars, one for each step in time. */
  public record Series(String name, List<Long> counts, boolean flagged) {
    public Series {
      counts = List.copyOf(counts);
    }
  }

  /** What keeps this Java from drawing, if anything does: one without fonts cannot measure text. */
  public static Optional<String> trouble() {
    // A window is never opened, and where there is no display even asking for one would fail.
    System.setProperty("java.awt.headless", "true");
    try {
      double unused =
          new Font(Font.SANS_SERIF, Font.PLAIN, 12)
              .getStringBounds("0", new FontRenderContext(null, true, true))
              .getWidth();
      return Optional.empty();
    } catch (LinkageError | InternalError e) {
      return Optional.of("this Java cannot use fonts (" + e + ")");
    }
  }

  /** Bars that lie below each other, each with its name and what it says. */
  public static String bars(String id, String title, String description, List<Bar> bars) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (int i = 0; i < bars.size(); i++) {
      data.addValue((double) bars.get(i).count(), ROW, Integer.valueOf(i));
    }
    CategoryAxis names = new LabelAxis(i -> shortened(bars.get(i).name()), 1);
    names.setTickLabelFont(FONT);
    names.setMaximumCategoryLabelWidthRatio(0.4f);
    names.setCategoryMargin(0.35);
    NumberAxis counts = new NumberAxis();
    counts.setVisible(false);
    counts.setUpperMargin(0.35); // for what the longest one says
    CategoryPlot plot = new CategoryPlot(data, names, counts, renderer(bars));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeGridlinesVisible(false);
    return draw(plot, 16 + 26 * bars.size(), id, title, description);
  }

  private static BarRenderer renderer(List<Bar> bars) {
    BarRenderer renderer =
        new BarRenderer() {
          private static final long serialVersionUID = 1L;

          @Override
          public java.awt.Paint getItemPaint(int row, int column) {
            return paint(bars.get(column).flagged());
          }
        };
    plain(renderer);
    renderer.setDefaultItemLabelGenerator(new Says(i -> bars.get(i).says()));
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultItemLabelFont(FONT);
    renderer.setDefaultItemLabelPaint(Paint.INK.color());
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    return renderer;
  }

  /** One row of bars above the other, each to its own scale, over the same time. */
  public static String overTime(
      String id, String title, String description, List<String> times, List<Series> series) {
    int every = (times.size() + MOST_LABELS - 1) / MOST_LABELS;
    CategoryAxis axis = new LabelAxis(times::get, every);
    axis.setTickLabelFont(FONT);
    axis.setCategoryMargin(times.size() > 1 ? 0.2 : 0.9);
    axis.setLowerMargin(0.01);
    axis.setUpperMargin(0.01);
    CombinedDomainCategoryPlot all = new CombinedDomainCategoryPlot(axis);
    all.setGap(14);
    series.forEach(one -> all.add(plot(one), 1));
    return draw(all, 40 + 74 * series.size(), id, title, description);
  }

  private static CategoryPlot plot(Series series) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (int i = 0; i < series.counts().size(); i++) {
      data.addValue(series.counts().get(i), ROW, Integer.valueOf(i));
    }
    long most = Math.max(1, series.counts().stream().mapToLong(Long::longValue).max().orElse(1));
    NumberAxis axis = new NumberAxis(series.name());
    axis.setLabelAngle(Math.PI / 2);
    axis.setLabelFont(BOLD);
    axis.setLabelPaint(Paint.INK.color());
    axis.setTickLabelFont(FONT);
    axis.setTickLabelPaint(Paint.QUIET.color());
    axis.setTickMarksVisible(false);
    axis.setAxisLineVisible(false);
    axis.setRange(0, most * 1.02);
    axis.setTickUnit(new NumberTickUnit((double) most));
    axis.setNumberFormatOverride(
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    BarRenderer renderer = new BarRenderer();
    plain(renderer);
    renderer.setMaximumBarWidth(0.05); // one bar alone is no wall
    renderer.setSeriesPaint(0, paint(series.flagged()));
    CategoryPlot plot = new CategoryPlot(data, null, axis, renderer);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Paint.LINE.color());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    quiet(plot);
    return plot;
  }

  private static java.awt.Paint paint(boolean flagged) {
    return (flagged ? Paint.FLAG : Paint.BAR).color();
  }

  private static void plain(BarRenderer renderer) {
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setMinimumBarLength(1.5); // what is there is seen, however little it is
  }

  private static void quiet(Plot plot) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setNoDataMessage(null);
  }

  private static String draw(Plot plot, int height, String id, String title, String description) {
    quiet(plot);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    JFreeChart chart = new JFreeChart(null, FONT, plot, false);
    chart.setBackgroundPaint(null);
    chart.setPadding(new RectangleInsets(8, 2, 2, 2));
    return Svg.draw(chart, WIDTH, height, id, title, description);
  }

  /** As much of a name as there is room for beside a bar; the table has all of it. */
  private static String shortened(String name) {
    String visible = VisibleText.of(name);
    int[] points = visible.codePoints().limit(31).toArray();
    return points.length < 31 ? visible : new String(points, 0, 29) + "…";
  }

  /** Names every so many of the categories, which are numbers. */
  private static final class LabelAxis extends CategoryAxis {

    private static final long serialVersionUID = 1L;

    private final transient java.util.function.IntFunction<String> names;
    private final int every;

    LabelAxis(java.util.function.IntFunction<String> names, int every) {
      this.names = names;
      this.every = every;
      setAxisLinePaint(Paint.LINE.color());
      setTickLabelPaint(Paint.INK.color());
      setTickMarksVisible(false);
    }

    @Override
    @SuppressWarnings("rawtypes") // that is the library's
    protected TextBlock createLabel(
        Comparable category, float width, RectangleEdge edge, Graphics2D graphics) {
      int index = (Integer) category;
      TextBlock block = new TextBlock();
      if (index % every == 0) {
        block.addLine(names.apply(index), getTickLabelFont(), getTickLabelPaint());
      }
      return block;
    }
  }
}
