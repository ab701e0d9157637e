package com.storefront.system.checker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault, one at a time, in many histories: convicted as what it is, and nothing else is. */
class PlantedFaultTests {

  private static final int RUNS = 200;
  private static final int CUSTOMERS = 40;

  @ParameterizedTest
  @EnumSource
  void isConvictedWithItsKindAndAggregate(PlantedFault fault) {
    int planted = 0;
    for (int seed = 1; seed <= RUNS; seed++) {
      var run = new EditedRun(SyntheticRun.mixed(seed, CUSTOMERS), seed);
      String aggregate;
      try {
        aggregate = fault.plant(run);
      } catch (EditedRun.NoPlace none) {
        continue;
      }
      planted++;

      Verdict verdict = CheckerTests.judge(run.events());

      assertThat(verdict.violations())
          .as("%s, seed %d", fault, seed)
          .allSatisfy(violation -> assertThat(violation.aggregate()).isEqualTo(aggregate))
          .extracting(Violation::kind)
          .contains(fault.kind());
    }
    System.out.printf("checker: %s planted and convicted %d times%n", fault, planted);
    assertThat(planted).isGreaterThanOrEqualTo(RUNS / 4);
  }
}
