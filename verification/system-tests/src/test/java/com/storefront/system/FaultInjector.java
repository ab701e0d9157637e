package com.storefront.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Injects the faults of a schedule and ends them. */
final class FaultInjector {

  private static final Duration SLOW_DELAY = Duration.ofMillis(100);

  private final ProxiedStorefront proxied;
  private final Recorder recorder;

  /**
   * @param recorder of the times of faults
   */
  FaultInjector(ProxiedStorefront proxied, Recorder recorder) {
    this.proxied = proxied;
    this.recorder = recorder;
  }

  /** Returns when all faults are over and all services are ready. */
  void run(FaultSchedule schedule) throws Exception {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(schedule.faults().size());
    List<Future<?>> done = new ArrayList<>();
    for (Fault fault : schedule.faults()) {
      done.add(
          clock.schedule(
              () -> {
                recorder.fault(fault.toString());
                inject(fault);
                return null;
              },
              fault.begins().toMillis(),
              TimeUnit.MILLISECONDS));
    }
    clock.shutdown();
    for (Future<?> fault : done) {
      fault.get();
    }
    proxied.awaitReady();
  }

  private void inject(Fault fault) throws Exception {
    Storefront storefront = proxied.storefront();
    Instance service = fault.target() == null ? null : storefront.service(fault.target());
    switch (fault.kind()) {
      case KILL -> during(fault, service::kill, service::start);
      case PAUSE -> during(fault, service::pause, service::resume);
      case SECOND_INSTANCE_STOPPED, SECOND_INSTANCE_KILLED -> {
        Instance second = storefront.another(fault.target()).start();
        boolean isKilled = fault.kind() == Fault.Kind.SECOND_INSTANCE_KILLED;
        during(
            fault,
            () -> ProxiedStorefront.awaitReady(second),
            isKilled ? second::kill : second::close);
      }
      case SHIFT_CLOCK -> {
        service.kill();
        service.startWith(proxied.shiftedClock());
        during(fault, () -> ProxiedStorefront.awaitReady(service), service::kill);
        service.start();
      }
      case STOP_KAFKA -> during(fault, proxied.kafka()::stop, proxied.kafka()::restart);
      case KILL_MONGODB -> during(fault, proxied.mongodb()::kill, proxied.mongodb()::restart);
      case PAUSE_MONGODB -> during(fault, proxied.mongodb()::pause, proxied.mongodb()::resume);
      case CUT_OFF_KAFKA -> during(fault, proxied.kafkaProxy()::cut, proxied.kafkaProxy()::heal);
      case CUT_OFF_MONGODB ->
          during(fault, proxied.mongodbProxy()::cut, proxied.mongodbProxy()::heal);
      case SILENCE_KAFKA ->
          during(fault, proxied.kafkaProxy()::silence, proxied.kafkaProxy()::heal);
      case SILENCE_MONGODB ->
          during(fault, proxied.mongodbProxy()::silence, proxied.mongodbProxy()::heal);
      case SLOW_KAFKA ->
          during(fault, () -> proxied.kafkaProxy().slow(SLOW_DELAY), proxied.kafkaProxy()::heal);
      case SLOW_MONGODB ->
          during(
              fault, () -> proxied.mongodbProxy().slow(SLOW_DELAY), proxied.mongodbProxy()::heal);
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
