package com.storefront.accounts.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.CustomerTable;
import com.storefront.accounts.customer.TooManyShippingAddresses;
import com.storefront.accounts.imports.job.ImportJob;
import com.storefront.accounts.imports.job.ImportJob.Row;
import com.storefront.accounts.imports.job.ImportJobResult;
import com.storefront.accounts.imports.job.ImportJobResult.RowResult;
import com.storefront.messaging.aggregate.AggregateExists;
import com.storefront.messaging.aggregate.AggregateStore;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;

/**
 * Does jobs. A job can be delivered again, and by several instances at once: the decision to begin
 * it is conditional on its version, each row has one customer id, and a job has one result.
 */
@Component
class ImportWorker {

  private final CustomerTable table;
  private final CustomerManagement management;
  private final AggregateStore store;
  private final ImportMetrics metrics;

  ImportWorker(
      CustomerTable table,
      CustomerManagement management,
      AggregateStore store,
      ImportMetrics metrics) {
    this.table = table;
    this.management = management;
    this.store = store;
    this.metrics = metrics;
  }

  /**
   * Does a job, unless it is done.
   *
   * @param isCancelled whether it is skipped unless it was begun
   */
  void work(ImportJob job, boolean isCancelled) {
    List<Row> rows = job.rows();
    if (rows == null) {
      return;
    }
    if (job.status() == ImportJob.Status.WAITING) {
      if (isCancelled) {
        job.skip();
      } else {
        job.begin();
      }
      store.update(job);
    }
    finish(
        job,
        ImportJobResult.of(
            job,
            job.status() == ImportJob.Status.SKIPPED
                ? rows.stream().map(RowResult::skipped).toList()
                : create(job, rows)));
  }

  /** Customers whose id is taken were created by an earlier delivery of the job. */
  private List<RowResult> create(ImportJob job, List<Row> rows) {
    List<RowResult> results = new ArrayList<>();
    List<Customer> customers = new ArrayList<>();
    byte[] prefix = prefix(job.importId());
    for (Row row : rows) {
      String id = customerId(prefix, row.number());
      try {
        customers.add(management.newCustomer(id, table.read(job.columns(), row.values())));
        results.add(RowResult.created(row, id));
      } catch (CustomerTable.InvalidRow invalid) {
        results.add(RowResult.refused(row, invalid.reason()));
      } catch (TooManyShippingAddresses invalid) {
        results.add(RowResult.refused(row, "addresses " + invalid.getMessage()));
      }
    }
    store.insertAll(customers);
    return results;
  }

  private void finish(ImportJob job, ImportJobResult result) {
    try {
      store.insert(result);
      metrics.finished(result);
    } catch (AggregateExists finishedBefore) {
      // The rows were not erased by the earlier delivery.
    }
    job.eraseRows();
    store.update(job);
  }

  /**
   * Returns the first nine bytes of the ids of an import's customers: the time of the import, so
   * that ids increase with time, and a digest of its id in place of a random number.
   */
  private static byte[] prefix(String importId) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(importId.getBytes(UTF_8));
      return ByteBuffer.allocate(9)
          .putInt(new ObjectId(importId).getTimestamp())
          .put(digest, 0, 5)
          .array();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The last three bytes of an ObjectId are a counter. */
  private static String customerId(byte[] prefix, int row) {
    ByteBuffer id = ByteBuffer.allocate(12).put(prefix);
    id.put((byte) (row >> 16)).put((byte) (row >> 8)).put((byte) row);
    return new ObjectId(id.array()).toHexString();
  }
}
