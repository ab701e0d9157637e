package com.storefront.accounts.contact;

import com.storefront.messaging.Printable;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;

/** The countries of ISO 3166-1, as the JDK lists and names them. */
public final class Countries {

  /** The country of an address that names none. */
  public static final String DEFAULT = "US";

  private static final int MAX_QUOTED = 60;

  private Countries() {}

  /**
   * @param code two capital letters
   */
  public static boolean exist(String code) {
    return Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2).contains(code);
  }

  /** Returns why a code that does not {@linkplain #exist exist} is refused. */
  public static String violation(String code) {
    return "must be a country code of ISO 3166-1, for example US or GB; is '%s'"
        .formatted(quotable(code));
  }

  /** Returns the code and the English name, for example {@code DE (Germany)}. */
  static String describe(String code) {
    Locale country = new Locale.Builder().setRegion(code).build();
    return code + " (" + country.getDisplayCountry(Locale.ENGLISH) + ")";
  }

  /** Returns a submitted text as it may appear in a message. */
  static String quotable(String text) {
    return Printable.of(text, MAX_QUOTED);
  }
}
