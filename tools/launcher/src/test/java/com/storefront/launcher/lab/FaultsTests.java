package com.storefront.launcher.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.launcher.lab.Faults.State;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTests {

  private final List<String> made = new CopyOnWriteArrayList<>();
  private final CountDownLatch isBeginning = new CountDownLatch(1);
  private final CountDownLatch mayBegin = new CountDownLatch(1);
  private final Fault lasting = new Fault("lasting", "", "", this::begin, () -> made.add("ended"));
  private final Fault failing =
      new Fault(
          "failing",
          "",
          "",
          () -> {
            throw new IllegalStateException("no such process");
          },
          () -> made.add("ended"));
  private final Fault once = new Fault("once", "", "", this::begin, null);
  private final Faults faults = new Faults(List.of(lasting, failing, once));

  private void begin() throws InterruptedException {
    isBeginning.countDown();
    mayBegin.await();
    made.add("begun");
  }

  @AfterEach
  void close() {
    mayBegin.countDown();
    faults.close();
  }

  @Test
  void endsAFaultThatIsStillBeginning() throws Exception {
    faults.change("lasting", true);
    isBeginning.await();
    faults.change("lasting", false);
    assertThat(state(lasting)).isEqualTo(State.CHANGING);
    mayBegin.countDown();

    await().until(() -> made.equals(List.of("begun", "ended")));
    await().until(() -> state(lasting) == State.OFF);
  }

  @Test
  void showsWhyAFaultDidNotBegin() {
    faults.change("failing", true);

    await().until(() -> "no such process".equals(view(failing).failure()));
    assertThat(state(failing)).isEqualTo(State.OFF);
  }

  @Test
  void isOffAfterAFaultThatEndsByItself() {
    mayBegin.countDown();
    faults.change("once", true);

    await().until(() -> made.equals(List.of("begun")));
    await().until(() -> !faults.areActive());
  }

  private State state(Fault fault) {
    return view(fault).state();
  }

  private Faults.View view(Fault fault) {
    return faults.views().stream()
        .filter(view -> view.name().equals(fault.name()))
        .findFirst()
        .orElseThrow();
  }
}
