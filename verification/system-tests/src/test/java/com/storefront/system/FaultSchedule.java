package com.storefront.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Faults with their times, drawn from a seed. Faults may overlap.
 *
 * @param bulkCustomers for whom the sample steps run meanwhile; with 0, the checker can decide for
 *     each refused command whether it had an effect
 */
record FaultSchedule(long seed, List<Fault> faults, int bulkCustomers) {

  private static final int BULK_CUSTOMERS = Integer.getInteger("storefront.bulk", 0);

  private static final int MAX_FAULTS = 3;
  private static final Duration LATEST_BEGIN = Duration.ofMillis(2_500);

  FaultSchedule {
    faults = List.copyOf(faults);
  }

  /** Returns the same schedule for the same seed. */
  static FaultSchedule of(long seed) {
    var random = new SplittableRandom(seed);
    List<Fault> faults = new ArrayList<>();
    for (int i = random.nextInt(MAX_FAULTS); i >= 0; i--) {
      Fault fault = draw(random);
      if (faults.stream().noneMatch(fault::excludes)) {
        faults.add(fault);
      }
    }
    return new FaultSchedule(seed, faults, random.nextInt(4) == 0 ? 0 : BULK_CUSTOMERS);
  }

  private static Fault draw(SplittableRandom random) {
    Fault.Kind kind = Fault.Kind.values()[random.nextInt(Fault.Kind.values().length)];
    Service target =
        kind.hitsAService() ? Service.values()[random.nextInt(Service.values().length)] : null;
    Duration begins = upTo(LATEST_BEGIN, random);
    return new Fault(kind, target, begins, duration(kind, random));
  }

  private static Duration duration(Fault.Kind kind, SplittableRandom random) {
    return switch (kind) {
      case KILL, KILL_MONGODB -> upTo(Duration.ofMillis(1_500), random);
      // Longer than the lease of 2 s; one in three is longer than the session timeout of 6 s.
      case PAUSE ->
          Duration.ofMillis(random.nextInt(3) == 0 ? 6_500 : 2_200)
              .plus(upTo(Duration.ofMillis(1_000), random));
      case SECOND_INSTANCE_KILLED, SECOND_INSTANCE_STOPPED, SHIFT_CLOCK ->
          upTo(Duration.ofMillis(1_000), random);
      // One in eight is longer than the delivery timeout of the producer.
      case STOP_KAFKA, CUT_OFF_KAFKA, SILENCE_KAFKA ->
          random.nextInt(8) == 0 ? Duration.ofSeconds(11) : upTo(Duration.ofMillis(4_000), random);
      case PAUSE_MONGODB, CUT_OFF_MONGODB, SILENCE_MONGODB, SLOW_MONGODB, SLOW_KAFKA ->
          upTo(Duration.ofMillis(4_000), random);
    };
  }

  private static Duration upTo(Duration longest, SplittableRandom random) {
    return Duration.ofMillis(random.nextInt((int) longest.toMillis()));
  }

  @Override
  public String toString() {
    return faults.stream().map(Fault::toString).collect(Collectors.joining(", "))
        + (bulkCustomers == 0 ? "" : ", %d bulk customers".formatted(bulkCustomers));
  }
}
