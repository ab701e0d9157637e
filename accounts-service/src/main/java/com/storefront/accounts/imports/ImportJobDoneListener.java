package com.storefront.accounts.imports;

import com.storefront.accounts.imports.job.ImportJob;
import com.storefront.accounts.imports.job.ImportJobDoneEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.consumer.Subscribes;

/** Counts the jobs that are done, by whichever instance. */
@Subscribes(topic = Topics.IMPORT_JOB_DONE, type = "ImportJobDoneEvent")
class ImportJobDoneListener implements EventHandler<ImportJobDoneEvent> {

  private final ImportManagement management;

  ImportJobDoneListener(ImportManagement management) {
    this.management = management;
  }

  @Override
  public String subject(ImportJobDoneEvent event) {
    return ImportJob.id(event.importId(), event.job());
  }

  @Override
  public void on(EventBatch<ImportJobDoneEvent> batch) {
    management.count(batch);
  }
}
