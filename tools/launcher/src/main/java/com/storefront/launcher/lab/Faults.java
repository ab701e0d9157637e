package com.storefront.launcher.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Begins and ends faults, one after the other. */
final class Faults implements AutoCloseable {

  private static final int CLOSE_SECONDS = 60;

  private final Map<String, Running> all = new LinkedHashMap<>();
  private final ExecutorService changes =
      Executors.newSingleThreadExecutor(
          task -> {
            var thread = new Thread(task, "lab-faults");
            thread.setDaemon(true);
            return thread;
          });

  Faults(List<Fault> faults) {
    faults.forEach(it -> all.put(it.name(), new Running(it)));
  }

  enum State {
    OFF,
    CHANGING,
    ON
  }

  /**
   * A fault as JSON.
   *
   * @param lasts whether it lasts until it is ended
   * @param failure why the last change was not made; null if it was
   */
  record View(
      String name,
      String title,
      String watch,
      boolean lasts,
      State state,
      @Nullable String failure) {}

  private static final class Running {
    private final Fault fault;
    private boolean isWanted;
    private boolean isOn;
    private boolean isChanging;
    private @Nullable String failure;

    private Running(Fault fault) {
      this.fault = fault;
    }

    private synchronized View view() {
      State state = isChanging || isWanted != isOn ? State.CHANGING : isOn ? State.ON : State.OFF;
      return new View(
          fault.name(), fault.title(), fault.watch(), fault.end() != null, state, failure);
    }

    private synchronized void want(boolean on) {
      isWanted = on;
    }

    private synchronized boolean claim() {
      isChanging = isWanted != isOn;
      return isChanging;
    }

    /** Begins or ends the fault if its state is not the wanted one. */
    private void change() {
      if (!claim()) {
        return;
      }
      Fault.Action end = fault.end();
      String problem = null;
      try {
        if (!isOn) {
          fault.begin().run();
        } else if (end != null) {
          end.run();
        }
      } catch (Exception failed) {
        problem = failed.getMessage() == null ? failed.toString() : failed.getMessage();
      }
      synchronized (this) {
        isChanging = false;
        failure = problem;
        isOn = problem == null ? !isOn && end != null : isOn;
        if (problem != null || end == null) {
          isWanted = isOn; // the change is not tried again, until it is wanted again
        }
      }
    }
  }

  List<View> views() {
    return all.values().stream().map(Running::view).toList();
  }

  boolean areActive() {
    return views().stream().anyMatch(it -> it.state() != State.OFF);
  }

  /**
   * Begins or ends a fault, after a change that is being made. Returns before the change is made.
   *
   * @return empty if there is no such fault
   */
  Optional<View> change(String name, boolean on) {
    return Optional.ofNullable(all.get(name))
        .map(
            it -> {
              it.want(on);
              changes.execute(it::change);
              return it.view();
            });
  }

  /** Ends all faults, so that what was paused can be stopped in order. */
  @Override
  public void close() {
    if (changes.isShutdown()) {
      return;
    }
    all.values()
        .forEach(
            it -> {
              it.want(false);
              changes.execute(it::change);
            });
    changes.shutdown();
    try {
      changes.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
