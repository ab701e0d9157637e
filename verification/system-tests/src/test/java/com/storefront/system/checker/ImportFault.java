package com.storefront.system.checker;

import static com.storefront.events.Topics.CUSTOMER_CHANGE;
import static com.storefront.events.Topics.IMPORT_COMPLETED;
import static com.storefront.system.checker.EditedRun.with;
import static com.storefront.system.checker.EditedRun.without;
import static com.storefront.system.checker.Violation.Kind.DIVERGED;
import static com.storefront.system.checker.Violation.Kind.DOUBLED;
import static com.storefront.system.checker.Violation.Kind.GHOST;
import static com.storefront.system.checker.Violation.Kind.LOST;
import static com.storefront.system.checker.Violation.Kind.NOT_FORGOTTEN;
import static com.storefront.system.checker.Violation.Kind.STUCK;

import com.storefront.system.checker.HistoryEvent.Account;
import com.storefront.system.checker.HistoryEvent.CustomerCopy;
import com.storefront.system.checker.HistoryEvent.Import;
import com.storefront.system.checker.HistoryEvent.ImportJob;
import com.storefront.system.checker.HistoryEvent.ImportResult;
import com.storefront.system.checker.HistoryEvent.Pending;
import com.storefront.system.checker.HistoryEvent.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The ways in which an import could break a guarantee. */
enum ImportFault implements PlantedFaultTests.Planted {
  COMPLETION_LOST(LOST, (run, it) -> run.remove(run.records(IMPORT_COMPLETED, it.id()))),
  COMPLETION_DOUBLED(
      DOUBLED,
      (run, it) -> {
        Published completion = run.records(IMPORT_COMPLETED, it.id()).get(0);
        run.add(with(completion, "eventId", "another", "offset", completion.offset() + 1_000_000));
      }),
  COMPLETION_WITH_OTHER_COUNTS(
      DIVERGED,
      (run, it) ->
          run.records(IMPORT_COMPLETED, it.id())
              .forEach(record -> run.change(record, "content", "1 1 0 0"))),
  COMPLETION_STUCK(
      STUCK, (run, it) -> run.change(it, "outbox", List.of(new Pending("event", 9, false)))),
  COMPLETION_OF_AN_UNKNOWN_IMPORT(GHOST, EditedRun::remove),
  NOT_FINISHED(STUCK, (run, it) -> run.change(it, "finished", false)),
  JOB_COUNTED_TWICE(DIVERGED, (run, it) -> run.change(it, "created", it.created() + 1)),
  RESULT_LOST(LOST, (run, it) -> run.remove(result(run, it))),
  ROW_LOST(
      LOST,
      (run, it) -> {
        String customer = run.anyOf(result(run, it).created());
        run.remove(run.any(Account.class, each -> each.id().equals(customer)));
        run.remove(run.any(CustomerCopy.class, each -> each.id().equals(customer)));
        run.remove(run.records(CUSTOMER_CHANGE, customer));
      }),
  ROW_DOUBLED(
      DOUBLED,
      (run, it) -> {
        ImportResult result = result(run, it);
        List<String> created = new ArrayList<>(result.created());
        created.add(created.get(0));
        run.change(result, "created", created);
      }),
  REFUSED_ROW_CREATED(
      GHOST,
      (run, it) -> {
        ImportResult result =
            run.any(
                ImportResult.class,
                each -> each.importId().equals(it.id()) && each.created().size() > 1);
        run.change(
            result,
            "created",
            without(result.created(), result.created().get(0)),
            "refused",
            result.refused() + 1);
      }),
  ROWS_NOT_ERASED(
      NOT_FORGOTTEN,
      (run, it) ->
          run.change(
              run.any(ImportJob.class, each -> each.importId().equals(it.id())), "erased", false));

  private final Violation.Kind kind;
  private final BiConsumer<EditedRun, Import> edit;

  ImportFault(Violation.Kind kind, BiConsumer<EditedRun, Import> edit) {
    this.kind = kind;
    this.edit = edit;
  }

  @Override
  public Violation.Kind kind() {
    return kind;
  }

  @Override
  public String plant(EditedRun run) {
    Import imported = run.any(Import.class, any -> true);
    edit.accept(run, imported);
    return imported.id();
  }

  private static ImportResult result(EditedRun run, Import imported) {
    return run.any(ImportResult.class, it -> it.importId().equals(imported.id()));
  }
}
