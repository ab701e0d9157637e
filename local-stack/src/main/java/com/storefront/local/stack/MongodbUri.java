package com.storefront.local.stack;

import java.util.regex.Pattern;

/** The address of a server, from which each service's own database is derived. */
record MongodbUri(String server) {

  private static final Pattern SHAPE =
      Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(\\?.*)?");

  MongodbUri {
    if (!SHAPE.matcher(server).matches()) {
      throw new UsageError("--mongodb-uri needs something like mongodb://host:27017/");
    }
  }

  String of(String database) {
    var parts = SHAPE.matcher(server);
    parts.matches();
    return parts.group(1) + "/" + database + (parts.group(2) == null ? "" : parts.group(2));
  }
}
