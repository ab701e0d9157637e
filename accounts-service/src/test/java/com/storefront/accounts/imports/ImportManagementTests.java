package com.storefront.accounts.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.accounts.imports.job.ImportJob;
import com.storefront.accounts.imports.job.ImportJobDoneEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RealServers
class ImportManagementTests {

  @Autowired ImportManagement management;
  @Autowired CustomerImports imports;
  @Autowired AggregateStore store;

  @Test
  void countsEachJobOnceInWhateverOrderItsReportsArrive() {
    for (int seed = 0; seed < 100; seed++) {
      CustomerImport imported = store.insert(started(6 * ImportJob.MAX_ROWS));
      List<ReceivedEvent<ImportJobDoneEvent>> reports =
          new ArrayList<>(
              IntStream.rangeClosed(1, 6).mapToObj(job -> report(imported.id(), job)).toList());
      reports.addAll(reports.subList(0, seed % 6));
      Collections.shuffle(reports, new Random(seed));

      reports.forEach(report -> management.count(new EventBatch<>(List.of(report))));

      CustomerImport counted = imports.findById(imported.id()).orElseThrow();
      assertThat(counted.status()).isEqualTo(ImportStatus.COMPLETED);
      assertThat(counted.created()).isEqualTo(6 * 199);
      assertThat(counted.refused()).isEqualTo(6);
      assertThat(counted.version()).as("one write for each job").isEqualTo(7);
    }
  }

  @Test
  void rejectsAReportThatCannotBeOfTheImport() {
    CustomerImport imported = store.insert(started(200));
    String unknown = new ObjectId().toHexString();
    var batch =
        new EventBatch<>(
            List.of(
                report(imported.id(), 2),
                report(unknown, 1),
                new ReceivedEvent<ImportJobDoneEvent>(
                    ImportJob.id(imported.id(), 1),
                    2,
                    "tombstone",
                    Instant.now(),
                    "reports~0~2",
                    null),
                report(new ImportJobDoneEvent(imported.id(), 1, 1, 7, 0, 0))));

    management.count(batch);

    assertThat(batch.rejected()).hasSize(4);
    assertThat(imports.findById(imported.id()).orElseThrow().finishedJobs()).isZero();
  }

  @Test
  void skipsJobsThatAreNotBegun() {
    CustomerImport imported = store.insert(started(2));
    ImportJob job = ImportJob.waiting(imported.id(), 1, List.of("id"), List.of(row(1), row(2)));

    management.cancel(imported.id(), ExpectedVersion.ANY);
    store.insertAll(List.of(job)); // published and consumed

    CustomerImport cancelled = awaitFinished(imported.id());
    assertThat(cancelled.status()).isEqualTo(ImportStatus.CANCELLED);
    assertThat(cancelled.skipped()).isEqualTo(2);
    assertThat(KafkaTestClient.records(Topics.IMPORT_JOB, job.id())).hasSize(1);
    assertThatThrownBy(() -> management.cancel(completed(), ExpectedVersion.ANY))
        .isInstanceOf(ImportFinished.class);
  }

  /** A begun job may have created customers, so it is not skipped. */
  @Test
  void finishesABegunJobAlthoughTheImportIsCancelled() {
    CustomerImport imported = store.insert(started(1));
    ImportJob job = ImportJob.waiting(imported.id(), 1, List.of("name.title"), List.of(row(1)));
    job.begin();
    management.cancel(imported.id(), ExpectedVersion.ANY);

    store.insertAll(List.of(job));

    CustomerImport finished = awaitFinished(imported.id());
    assertThat(finished.status()).isEqualTo(ImportStatus.COMPLETED);
    assertThat(finished.refused()).isEqualTo(1);
  }

  @Test
  void skipsTheJobsThatAnInterruptedUploadDidNotStore() {
    CustomerImport imported = store.insert(started(450));

    management.skipMissing(List.of(imports.findById(imported.id()).orElseThrow()));

    CustomerImport finished = awaitFinished(imported.id());
    assertThat(finished.status()).isEqualTo(ImportStatus.CANCELLED);
    assertThat(finished.skipped()).isEqualTo(450);
    assertThat(finished.timer(CustomerImport.INTERRUPTION)).isEmpty();
  }

  private String completed() {
    CustomerImport imported = store.insert(started(200));
    management.count(new EventBatch<>(List.of(report(imported.id(), 1))));
    return imported.id();
  }

  private CustomerImport awaitFinished(String id) {
    return Awaitility.await()
        .until(() -> imports.findById(id).orElseThrow(), it -> it.finishedAt() != null);
  }

  private static CustomerImport started(int rows) {
    return CustomerImport.start(new ObjectId().toHexString(), rows, Instant.now());
  }

  private static ImportJob.Row row(int number) {
    return new ImportJob.Row(number, number + 1, List.of("Mr."));
  }

  private static ReceivedEvent<ImportJobDoneEvent> report(String importId, int job) {
    return report(new ImportJobDoneEvent(importId, job, 1, 199, 1, 0));
  }

  private static ReceivedEvent<ImportJobDoneEvent> report(ImportJobDoneEvent event) {
    String job = ImportJob.id(event.importId(), event.job());
    return new ReceivedEvent<>(job, 1, "event of " + job, Instant.now(), "reports~0~1", event);
  }
}
