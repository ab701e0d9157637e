package com.storefront.web;

/** What may be written where somebody says why: the same everywhere, because notes travel. */
public final class NoteText {

  public static final int LONGEST = 500;

  /** No control characters. Halves of surrogate pairs are refused with any JSON. */
  public static final String PATTERN = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$";

  private NoteText() {}
}
