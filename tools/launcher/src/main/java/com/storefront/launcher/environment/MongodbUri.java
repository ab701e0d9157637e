package com.storefront.launcher.environment;

import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** The connection string of a server, from which the connection string of a database follows. */
public record MongodbUri(String server) {

  private static final Pattern SYNTAX =
      Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(\\?.*)?");

  public MongodbUri {
    if (!SYNTAX.matcher(server).matches()) {
      throw new TypeConversionException(
          "%s is not a connection string such as mongodb://host:27017/".formatted(server));
    }
  }

  public String database(String name) {
    return SYNTAX.matcher(server).replaceFirst("$1/" + name + "$2");
  }
}
