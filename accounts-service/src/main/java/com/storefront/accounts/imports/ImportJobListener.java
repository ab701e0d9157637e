package com.storefront.accounts.imports;

import com.storefront.accounts.imports.job.ImportJob;
import com.storefront.accounts.imports.job.ImportJobEvent;
import com.storefront.accounts.imports.job.ImportJobs;
import com.storefront.events.Topics;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.messaging.consumer.Subscribes;
import java.util.Optional;

/** Does the jobs that this instance receives. */
@Subscribes(topic = Topics.IMPORT_JOB, type = "ImportJobEvent", maxEvents = 5)
class ImportJobListener implements EventHandler<ImportJobEvent> {

  private final CustomerImports imports;
  private final ImportJobs jobs;
  private final ImportWorker worker;

  ImportJobListener(CustomerImports imports, ImportJobs jobs, ImportWorker worker) {
    this.imports = imports;
    this.jobs = jobs;
    this.worker = worker;
  }

  @Override
  public String subject(ImportJobEvent event) {
    return ImportJob.id(event.importId(), event.job());
  }

  @Override
  public void on(EventBatch<ImportJobEvent> batch) {
    for (ReceivedEvent<ImportJobEvent> event : batch) {
      Optional<ImportJob> job = jobs.findById(event.subject());
      Optional<CustomerImport> imported = job.flatMap(it -> imports.findById(it.importId()));
      if (event.isTombstone() || job.isEmpty() || imported.isEmpty()) {
        batch.reject(event, "There is no such job.");
      } else {
        worker.work(job.get(), imported.get().isCancelled());
      }
    }
  }
}
