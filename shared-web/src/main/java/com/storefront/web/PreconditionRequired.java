package com.storefront.web;

/** A change came without {@code If-Match}, so that nobody can tell what it builds upon. */
public class PreconditionRequired extends RuntimeException {

  PreconditionRequired() {
    super("send If-Match with the entity tag of the version that you read");
  }
}
