package org.auditledger.cli.html;

import java.util.function.IntFunction;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.data.category.CategoryDataset;

/** What stands at the end of a bar. */
record Says(IntFunction<String> says) implements CategoryItemLabelGenerator {

  @Override
  public String generateLabel(CategoryDataset data, int row, int column) {
    return says.apply(column);
  }

  @Override
  public String generateRowLabel(CategoryDataset data, int row) {
    return "";
  }

  @Override
  public String generateColumnLabel(CategoryDataset data, int column) {
    return "";
  }
}
