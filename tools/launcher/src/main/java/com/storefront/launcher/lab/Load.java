package com.storefront.launcher.lab;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Places and approves orders at a constant rate, also while answers are slow (open loop), and
 * checks that each one that was acknowledged arrives at fulfillment.
 */
final class Load implements AutoCloseable {

  static final int MAX_PER_SECOND = 50;

  /** Bounds the memory while fulfillment gets no orders. */
  static final int MAX_OPEN = 2_000;

  private static final int CUSTOMERS = 10;
  private static final int CHECKED_AT_ONCE = 20;
  private static final int MAX_LATE = 3;
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(200);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI gateway;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            var thread = new Thread(task, "lab-load");
            thread.setDaemon(true);
            return thread;
          });

  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicLong placed = new AtomicLong();
  private final AtomicLong notPlaced = new AtomicLong();
  private final AtomicLong arrived = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();

  /** When each order was acknowledged that is not known to have arrived, the oldest first. */
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

  private final Deque<String> unchecked = new ArrayDeque<>();
  private final List<String> registered = new ArrayList<>();
  private final List<String> customers = new ArrayList<>();
  private volatile int perSecond;
  private volatile @Nullable String failure;
  private volatile long nextAt;
  private int nextCustomer;

  Load(URI gateway) {
    this.gateway = gateway;
    clock.scheduleWithFixedDelay(
        () -> guarded(this::send), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    clock.scheduleWithFixedDelay(
        () -> guarded(this::check), 0, CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Chooses the rate from now on. */
  void set(int perSecond) {
    failure = null;
    nextAt = System.nanoTime();
    this.perSecond = perSecond;
  }

  LoadStatus status(boolean hasFault) {
    long arrivedBefore = arrived.get();
    long placedBefore = Math.max(placed.get(), arrivedBefore);
    long now = System.nanoTime();
    long oldest =
        acknowledged.values().stream().mapToLong(it -> now - it).max().orElse(0) / 1_000_000_000;
    long slowest = TimeUnit.NANOSECONDS.toMillis(slowestNanos.get());
    List<String> late =
        acknowledged.entrySet().stream()
            .filter(
                it -> now - it.getValue() > TimeUnit.SECONDS.toNanos(LoadStatus.EXPECTED_SECONDS))
            .map(Map.Entry::getKey)
            .limit(MAX_LATE)
            .toList();
    return new LoadStatus(
        perSecond,
        placedBefore,
        notPlaced.get(),
        arrivedBefore,
        acknowledged.size(),
        oldest,
        slowest,
        late,
        LoadStatus.verdict(
            placedBefore, arrivedBefore, oldest, slowest, isFull(), hasFault, failure));
  }

  private boolean isFull() {
    return acknowledged.size() + unanswered.get() >= MAX_OPEN;
  }

  private void send() {
    if (perSecond == 0 || (customers.isEmpty() && !prepare())) {
      return;
    }
    long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    while (perSecond > 0 && System.nanoTime() - nextAt >= 0) {
      nextAt += interval;
      if (!isFull()) {
        place(customers.get(nextCustomer++ % customers.size()));
      }
    }
  }

  /** Registers the customers of the orders. Returns false until orders knows them. */
  private boolean prepare() {
    while (registered.size() < CUSTOMERS) {
      var answer = post("/accounts/customers", LoadBodies.customer(registered.size() + 1)).join();
      if (answer.statusCode() != 201) {
        return fail("accounts registers no customers: " + answer.body());
      }
      registered.add(value(answer, "id"));
    }
    for (String customer : registered) {
      if (get("/orders/customers/" + customer).join().statusCode() != 200) {
        return fail("orders has not received its customers yet.");
      }
    }
    failure = null;
    nextAt = System.nanoTime();
    customers.addAll(registered);
    return true;
  }

  private boolean fail(String reason) {
    failure = "The load cannot begin, which is tried again: " + reason;
    sleep();
    return false;
  }

  private void place(String customer) {
    unanswered.incrementAndGet();
    post("/orders/customers/%s/orders".formatted(customer), LoadBodies.ORDER)
        .thenCompose(this::approve)
        .whenComplete(
            (isApproved, failed) -> {
              if (failed != null || !isApproved) {
                notPlaced.incrementAndGet();
              }
              unanswered.decrementAndGet();
            });
  }

  private CompletableFuture<Boolean> approve(HttpResponse<String> answer) {
    if (answer.statusCode() != 201) {
      return CompletableFuture.completedFuture(false);
    }
    String order = value(answer, "guid");
    return post("/orders/orders/%s/approval".formatted(order), Map.of())
        .thenApply(
            approval -> {
              if (approval.statusCode() != 200) {
                return false;
              }
              acknowledged.put(order, System.nanoTime());
              placed.incrementAndGet();
              synchronized (unchecked) {
                unchecked.add(order);
              }
              return true;
            });
  }

  /** Goes on as long as all orders that are looked up have arrived. */
  private void check() {
    boolean goesOn = true;
    while (goesOn) {
      List<CompletableFuture<Boolean>> lookups = next().stream().map(this::look).toList();
      goesOn = !lookups.isEmpty() && lookups.stream().allMatch(CompletableFuture::join);
    }
  }

  private List<String> next() {
    synchronized (unchecked) {
      var next = new ArrayList<String>();
      while (next.size() < CHECKED_AT_ONCE && !unchecked.isEmpty()) {
        next.add(unchecked.remove());
      }
      return next;
    }
  }

  private CompletableFuture<Boolean> look(String order) {
    return get("/fulfillment/fulfillments/" + order)
        .handle(
            (answer, failed) -> {
              boolean isThere = failed == null && answer.statusCode() == 200;
              if (isThere) {
                long since = System.nanoTime() - acknowledged.getOrDefault(order, 0L);
                slowestNanos.accumulateAndGet(since, Math::max);
                arrived.incrementAndGet();
                acknowledged.remove(order);
              } else {
                synchronized (unchecked) {
                  unchecked.add(order);
                }
              }
              return isThere;
            });
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return http.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> post(String path, Object body) {
    return http.sendAsync(
        request(path)
            .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("If-Match", "*")
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.resolve(path)).timeout(TIMEOUT);
  }

  private static String value(HttpResponse<String> answer, String member) {
    return JsonMapper.shared().readTree(answer.body()).path(member).asString("");
  }

  /** An exception would end the schedule. */
  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException failed) {
      fail(String.valueOf(failed.getMessage()));
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(RETRY_INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
