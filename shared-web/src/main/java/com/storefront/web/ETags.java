package com.storefront.web;

/** Entity tags that tell the version of what was read, so that {@code If-Match} can ask for it. */
public final class ETags {

  private ETags() {}

  /** The strong entity tag of a version, quotes included. */
  public static String of(long version) {
    return "\"" + version + "\"";
  }
}
