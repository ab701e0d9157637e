package com.storefront.web.problem;

/** Which strings may travel on to the database and come back. */
final class Text {

  private Text() {}

  static boolean isSafe(String text) {
    return text.codePoints().noneMatch(point -> point == 0 || (point >= 0xD800 && point <= 0xDFFF));
  }
}
