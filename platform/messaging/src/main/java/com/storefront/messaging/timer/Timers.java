package com.storefront.messaging.timer;

import com.storefront.messaging.Printable;
import com.storefront.messaging.TransientFailures;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.aggregate.Change;
import com.storefront.messaging.aggregate.StaleVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/**
 * Runs the handlers of the due timers of one type of aggregate.
 *
 * <p>The handler's change and the end of the timer are one write, conditional on the version that
 * was read. So a timer has one effect even if two instances run it, and it has none if a command
 * changed the aggregate first.
 */
class Timers<T extends Aggregate> {

  private static final Logger log = LoggerFactory.getLogger(Timers.class);

  /** Of handlers that only use the database. */
  static final int BATCH_SIZE = 500;

  private static final String NOT_SAVED =
      "The change was not saved, for example because the outbox is full.";

  private final Class<T> type;
  private final TimerNames names;
  private final int batchSize;
  private final Map<String, TimerHandler<T>> handlers;
  private final DueTimers due;
  private final MongoConverter converter;
  private final TimerMetrics metrics;
  private final Clock clock;

  /**
   * @param names of the timers that are run here
   * @param handlers for these names
   */
  Timers(
      Class<T> type,
      TimerNames names,
      List<TimerHandler<T>> handlers,
      DueTimers due,
      MongoConverter converter,
      TimerMetrics metrics,
      Clock clock) {
    this.type = type;
    this.names = names;
    this.batchSize = handlers.stream().mapToInt(TimerHandler::batchSize).min().orElse(BATCH_SIZE);
    this.handlers =
        handlers.stream().collect(Collectors.toMap(TimerHandler::name, Function.identity()));
    this.due = due;
    this.converter = converter;
    this.metrics = metrics;
    this.clock = clock;
  }

  void ensureIndexes() {
    due.ensureIndexes();
  }

  DueTimers due() {
    return due;
  }

  /** The name of the thread that runs these timers, and of its lease. */
  String lane() {
    return names.lane();
  }

  /**
   * Runs a batch of due timers, the oldest first.
   *
   * @param mayContinue is asked before each call of a handler
   * @return false if none was successful
   */
  boolean runDue(BooleanSupplier mayContinue) {
    Instant now = clock.instant();
    // A document's other timers are run with the next batch, because its version has changed.
    Map<String, List<Document>> batches =
        due.find(names, now, batchSize).stream()
            .collect(
                Collectors.groupingBy(
                    document ->
                        DueTimers.dueNames(document, now)
                            .filter(names::contain)
                            .findFirst()
                            .orElse("")));
    boolean ranAny = false;
    for (var batch : batches.entrySet()) {
      ranAny |= mayContinue.getAsBoolean() && run(batch.getKey(), batch.getValue());
    }
    return ranAny;
  }

  private boolean run(String name, List<Document> documents) {
    List<T> aggregates = new ArrayList<>();
    try {
      for (Document document : documents) {
        T aggregate = converter.read(type, document);
        aggregate.cancelTimer(name);
        aggregates.add(aggregate);
      }
      handler(name).action().accept(aggregates);
    } catch (StaleVersion changedMeanwhile) {
      log.debug("An aggregate was changed while its timer ran", changedMeanwhile);
    } catch (RuntimeException failure) {
      if (TransientFailures.isTransient(failure)) {
        throw failure;
      }
      if (documents.size() > 1) { // only those that fail alone are postponed
        return documents.stream().filter(each -> run(name, List.of(each))).count() > 0;
      }
      postpone(documents.get(0), name, failure);
      return false;
    }
    return end(name, documents, aggregates) > 0;
  }

  /** Returns how many were saved. The others were changed meanwhile, or could not be saved. */
  private int end(String name, List<Document> documents, List<T> aggregates) {
    int saved = 0;
    for (int i = 0; i < documents.size(); i++) {
      Document read = documents.get(i);
      if (aggregates.get(i).version() > read.get(Change.VERSION, Number.class).longValue()) {
        saved++;
      } else {
        due.postpone(read, name, NOT_SAVED, clock.instant());
      }
    }
    metrics.fired(name, saved);
    return saved;
  }

  private void postpone(Document document, String name, RuntimeException failure) {
    metrics.failed(name);
    String cause = Printable.of(failure.toString());
    log.warn(
        "Timer {} of {} {} failed, will retry: {}",
        name,
        type.getSimpleName(),
        document.get("_id"),
        cause);
    log.debug("Cause", failure);
    due.postpone(document, name, cause, clock.instant());
  }

  private TimerHandler<T> handler(String name) {
    TimerHandler<T> handler = handlers.get(name);
    if (handler == null) {
      throw new IllegalStateException("This version of the service has no handler for the timer.");
    }
    return handler;
  }
}
