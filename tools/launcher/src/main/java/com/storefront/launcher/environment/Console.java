package com.storefront.launcher.environment;

import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * Prints lines. Text that comes from records, documents and answers cannot control the terminal.
 */
public record Console(PrintStream out) {

  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final int MAX_QUOTE_LENGTH = 500;

  public void print(String line) {
    out.println(printable(line));
  }

  /** Replaces each character that is not printable, also a line break, by its Unicode escape. */
  public static String printable(String text) {
    return NOT_PRINTABLE
        .matcher(text)
        .replaceAll(each -> "\\\\u%04X".formatted(each.group().codePointAt(0)));
  }

  /** The same, cut off to be quoted in a message. */
  public static String quoted(String text) {
    return text.length() <= MAX_QUOTE_LENGTH
        ? printable(text)
        : printable(text.substring(0, MAX_QUOTE_LENGTH)) + "…";
  }
}
