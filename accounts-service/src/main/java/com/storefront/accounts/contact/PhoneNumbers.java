package com.storefront.accounts.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/** Phone numbers as people write them, and their form of E.164. */
public final class PhoneNumbers {

  private PhoneNumbers() {}

  /**
   * Returns the number in the form of E.164, for example {@code +15556667777}; empty if the text is
   * not a complete number. Whether the number is assigned is not checked: numbering plans change.
   *
   * @param country of a number without {@code +}
   */
  public static Optional<String> normalize(String text, String country) {
    PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = util.parse(text, country);
      boolean complete = util.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
      return complete && !number.hasExtension() // E.164 has no extensions
          ? Optional.of(util.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** Returns why a text that cannot be {@linkplain #normalize normalized} is refused. */
  public static String violation(String text, String country) {
    PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    PhoneNumber national = util.getExampleNumber(country);
    PhoneNumber example = national == null ? util.getExampleNumber(Countries.DEFAULT) : national;
    return "must be a phone number of %s, or one with + and its country code, without an extension, for example %s; is '%s'"
        .formatted(
            Countries.describe(country),
            (national == null ? "" : util.format(example, PhoneNumberFormat.NATIONAL) + " or ")
                + util.format(example, PhoneNumberFormat.E164),
            Countries.quotable(text));
  }
}
