package com.storefront.local.stack;

/** A command can't do its work; the message tells a person why, and what to do. */
final class StackFailure extends RuntimeException {

  StackFailure(String message) {
    super(message);
  }
}
