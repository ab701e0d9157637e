package com.storefront.web.problem;

import org.jspecify.annotations.Nullable;

/** Which strings may travel on to the database and come back. */
final class Text {

  private Text() {}

  static boolean isSafe(@Nullable String text) {
    return text == null
        || text.codePoints().noneMatch(point -> point == 0 || (point >= 0xD800 && point <= 0xDFFF));
  }
}
