package com.storefront.servers;

/** A local server cannot be started or stopped. The message says why and what to do about it. */
public final class ServerFailure extends RuntimeException {

  public ServerFailure(String message) {
    super(message);
  }

  public ServerFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
