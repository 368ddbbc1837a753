package org.auditledger.retention;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** No record goes early and none is kept late, whatever operators do meanwhile. */
class RetentionYearsTest {

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void over_years_no_record_is_lost_early_and_none_is_kept_late(@ForAll long seed) {
    SimulatedYears years = new SimulatedYears(seed);
    years.live(3 * 365);
    years.assertEventful();
  }
}
