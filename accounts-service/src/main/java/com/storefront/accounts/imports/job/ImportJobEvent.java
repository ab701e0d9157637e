package com.storefront.accounts.imports.job;

/**
 * A job waits to be done. The event has no rows, so the topic has no personal data.
 *
 * @param job number of the job in its import, from 1
 */
public record ImportJobEvent(String importId, int job, long sequence) {}
