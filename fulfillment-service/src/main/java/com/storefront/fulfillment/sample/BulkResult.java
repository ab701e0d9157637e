package com.storefront.fulfillment.sample;

/**
 * The outcome of a bulk change.
 *
 * @param skipped orders of that status that were not changed, because another change was saved
 *     first or because their history has reached its limit
 */
record BulkResult(long changed, long skipped) {

  BulkResult plus(BulkResult other) {
    return new BulkResult(changed + other.changed, skipped + other.skipped);
  }
}
