package org.auditledger.figures;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** In which steps time is told, in UTC, from the finest to the coarsest. */
public enum Step {
  HOUR,
  DAY,
  /** From Monday on. No month is made of weeks. */
  WEEK,
  MONTH,
  YEAR,
  CENTURY;

  /** When the step that has this time begins. */
  public LocalDateTime floor(LocalDateTime time) {
    LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (this) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
      case CENTURY -> day.withDayOfYear(1).withYear(Math.floorDiv(day.getYear(), 100) * 100);
    };
  }

  /** When the next step begins. */
  public LocalDateTime next(LocalDateTime begin) {
    return switch (this) {
      case HOUR -> begin.plusHours(1);
      case DAY -> begin.plusDays(1);
      case WEEK -> begin.plusWeeks(1);
      case MONTH -> begin.plusMonths(1);
      case YEAR -> begin.plusYears(1);
      case CENTURY -> begin.plusYears(100);
    };
  }

  /** The finest step that needs no more than so many to reach from one time to the other. */
  static Step forMost(int most, LocalDateTime first, LocalDateTime last) {
    for (Step step : values()) {
      LocalDateTime at = step.floor(first);
      for (int i = 0; i < most; i++) {
        at = step.next(at);
      }
      if (at.isAfter(last)) {
        return step;
      }
    }
    return CENTURY;
  }

  /** The next one into which these can be put whole. */
  Step coarser() {
    return switch (this) {
      case HOUR -> DAY;
      case DAY, WEEK -> MONTH;
      case MONTH -> YEAR;
      case YEAR, CENTURY -> CENTURY;
    };
  }
}
