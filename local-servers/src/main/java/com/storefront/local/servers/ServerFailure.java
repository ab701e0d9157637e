package com.storefront.local.servers;

/** A local server could not be had; the message tells a person what to do about it. */
public final class ServerFailure extends RuntimeException {

  ServerFailure(String message) {
    super(message);
  }

  ServerFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
