package com.storefront.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Carries out schedules of faults, and heals what they broke. */
final class Saboteur {

  private static final Duration SLOWNESS = Duration.ofMillis(100);

  private final FragileStorefront victim;
  private final Recorder recorder;

  /**
   * @param recorder notes each fault
   */
  Saboteur(FragileStorefront victim, Recorder recorder) {
    this.victim = victim;
    this.recorder = recorder;
  }

  /** Returns when all faults are over and all services are ready. */
  void carryOut(FaultSchedule schedule) throws Exception {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(schedule.faults().size());
    List<Future<?>> done = new ArrayList<>();
    for (Fault fault : schedule.faults()) {
      done.add(
          clock.schedule(
              () -> {
                recorder.fault(fault.toString());
                carryOut(fault);
                return null;
              },
              fault.begins().toMillis(),
              TimeUnit.MILLISECONDS));
    }
    clock.shutdown();
    for (Future<?> fault : done) {
      fault.get();
    }
    victim.awaitReady();
  }

  private void carryOut(Fault fault) throws Exception {
    Storefront storefront = victim.storefront();
    Instance service = fault.target() == null ? null : storefront.service(fault.target());
    switch (fault.kind()) {
      case KILL -> during(fault, service::kill, service::start);
      case PAUSE -> during(fault, service::pause, service::resume);
      case COME_AND_GO, COME_AND_BE_KILLED -> {
        Instance second = storefront.another(fault.target()).start();
        boolean isToBeKilled = fault.kind() == Fault.Kind.COME_AND_BE_KILLED;
        during(
            fault,
            () -> FragileStorefront.awaitReady(second),
            isToBeKilled ? second::kill : second::close);
      }
      case SHIFT_CLOCK -> {
        service.kill();
        service.startWith(victim.shiftedClock());
        during(fault, () -> FragileStorefront.awaitReady(service), service::kill);
        service.start();
      }
      case STOP_KAFKA -> during(fault, victim.kafka()::stop, victim.kafka()::restart);
      case KILL_MONGODB -> during(fault, victim.mongodb()::kill, victim.mongodb()::restart);
      case PAUSE_MONGODB -> during(fault, victim.mongodb()::pause, victim.mongodb()::resume);
      case CUT_OFF_KAFKA -> during(fault, victim.wayToKafka()::cut, victim.wayToKafka()::heal);
      case CUT_OFF_MONGODB ->
          during(fault, victim.wayToMongodb()::cut, victim.wayToMongodb()::heal);
      case SILENCE_KAFKA -> during(fault, victim.wayToKafka()::silence, victim.wayToKafka()::heal);
      case SILENCE_MONGODB ->
          during(fault, victim.wayToMongodb()::silence, victim.wayToMongodb()::heal);
      case SLOW_KAFKA ->
          during(fault, () -> victim.wayToKafka().slow(SLOWNESS), victim.wayToKafka()::heal);
      case SLOW_MONGODB ->
          during(fault, () -> victim.wayToMongodb().slow(SLOWNESS), victim.wayToMongodb()::heal);
    }
  }

  private static void during(Fault fault, Runnable begin, Runnable end)
      throws InterruptedException {
    try {
      begin.run();
      TimeUnit.MILLISECONDS.sleep(fault.lasts().toMillis());
    } finally {
      end.run();
    }
  }
}
