package com.storefront.web;

/** The client made its change conditional on a version that is not the current one. */
public class PreconditionFailed extends RuntimeException {

  public PreconditionFailed(long currentVersion) {
    super("the resource is at version %d by now; read it again".formatted(currentVersion));
  }
}
