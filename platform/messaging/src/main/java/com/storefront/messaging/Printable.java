package com.storefront.messaging;

import org.jspecify.annotations.Nullable;

/**
 * Makes text that comes from records safe to log, to show in a terminal and to send in a header: on
 * one line, without characters that control a terminal or change the order of others, and bounded.
 */
public final class Printable {

  private static final int MAX_LENGTH = 200;

  private Printable() {}

  /** As {@link #of(CharSequence, int)}, with at most {@value #MAX_LENGTH} characters. */
  public static String of(@Nullable CharSequence text) {
    return of(text, MAX_LENGTH);
  }

  /**
   * Replaces each character that is not printable by its Unicode escape. Printable text, also the
   * result of this method, is returned unchanged.
   *
   * @param text null becomes an empty text
   * @param maxLength of the result in UTF-16 units; "…" is appended to text that is cut off
   */
  public static String of(@Nullable CharSequence text, int maxLength) {
    var printable = new StringBuilder();
    for (int i = 0; text != null && i < text.length(); ) {
      int codePoint = Character.codePointAt(text, i);
      int units = Character.charCount(codePoint);
      String shown = isPrintable(codePoint) ? Character.toString(codePoint) : escaped(codePoint);
      if (printable.length() + shown.length() > maxLength) {
        return printable.append('…').toString();
      }
      printable.append(shown);
      i += units;
    }
    return printable.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT, // among them the controls of the writing direction
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE, // only an unpaired one is a code point
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escaped(int codePoint) {
    var escaped = new StringBuilder();
    for (char unit : Character.toChars(codePoint)) {
      escaped.append("\\u%04X".formatted((int) unit));
    }
    return escaped.toString();
  }
}
