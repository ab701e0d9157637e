package com.storefront.system.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plants each fault alone in many correct histories. */
class PlantedFaultTests {

  private static final int RUNS = 200;
  private static final int CUSTOMERS = 40;

  /** A fault in one aggregate. */
  interface Planted {

    Violation.Kind kind();

    /** Returns the aggregate. */
    String plant(EditedRun run);
  }

  static Stream<Planted> faults() {
    return Stream.concat(Stream.of(PlantedFault.values()), Stream.of(ImportFault.values()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isReportedWithItsKindAndNoOtherAggregate(Planted fault) {
    int planted = 0;
    for (int seed = 1; seed <= RUNS; seed++) {
      var run = new EditedRun(SyntheticRun.shuffled(seed, CUSTOMERS), seed);
      String aggregate;
      try {
        aggregate = fault.plant(run);
      } catch (EditedRun.NotApplicable notApplicable) {
        continue;
      }
      planted++;

      Findings findings = CheckerTests.check(run.events());

      assertThat(findings.violations())
          .as("%s, seed %d", fault, seed)
          .allSatisfy(violation -> assertThat(violation.aggregate()).isEqualTo(aggregate))
          .extracting(Violation::kind)
          .contains(fault.kind());
    }
    System.out.printf("checker: %s planted and reported %d times%n", fault, planted);
    assertThat(planted).isGreaterThanOrEqualTo(RUNS / 4);
  }
}
