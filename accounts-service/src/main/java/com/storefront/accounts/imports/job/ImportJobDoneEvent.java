package com.storefront.accounts.imports.job;

/**
 * A job is done.
 *
 * @param job number of the job in its import, from 1
 * @param created rows that are customers now
 * @param refused rows that are not valid
 * @param skipped rows that were not begun before the import was cancelled
 */
public record ImportJobDoneEvent(
    String importId, int job, long sequence, int created, int refused, int skipped) {}
