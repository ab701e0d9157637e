package com.storefront.accounts.imports.web;

/** This instance receives as many files as it can. */
class TooManyUploads extends RuntimeException {

  TooManyUploads() {
    super("Other files are being received. Retry after the given time.");
  }
}
