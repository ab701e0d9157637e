package com.storefront.accounts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTests {

  @ParameterizedTest
  @CsvSource({
    "US, 555-666-7777,       +15556667777",
    "US, (555) 666-7777,     +15556667777",
    "US, 555.666.7777,       +15556667777",
    "US, 1 555 666 7777,     +15556667777",
    "US, +1 (555) 666-7777,  +15556667777",
    "US, +44 20 7183 8750,   +442071838750",
    "US, +15556667777,       +15556667777",
    "GB, 020 7183 8750,      +442071838750",
    "DE, 030/123456,         +4930123456",
    "DE, 0049 30 123456,     +4930123456",
    "AU, (08) 9321 0000,     +61893210000",
    "BR, (11) 91234-5678,    +5511912345678",
    "IT, 06 698 12345,       +390669812345",
    "JP, 03-1234-5678,       +81312345678",
    "EG, ٠٢ ٢٧٩٢ ١٠٠٠,       +20227921000",
    "AQ, +64 4 472 0000,     +6444720000"
  })
  void areWrittenAsInTheirCountryOrWithTheCountryCode(String country, String text, String e164) {
    assertThat(PhoneNumbers.normalize(text, country)).contains(e164);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call me",
        "666-7777",
        "555-666-77777",
        "+1",
        "+0123456789",
        "+999 123456",
        "555-666-7777 ext. 12",
        "+1234567890123456"
      })
  void areCompleteAndHaveNoExtension(String text) {
    assertThat(PhoneNumbers.normalize(text, "US")).isEmpty();
  }

  @Test
  void areRefusedWithExamplesOfTheCountry() {
    assertThat(PhoneNumbers.violation("call\u0007me", "GB"))
        .isEqualTo(
            "must be a phone number of GB (United Kingdom), or one with + and its country code,"
                + " without an extension, for example 0121 234 5678 or +441212345678;"
                + " is 'call\\u0007me'");
    assertThat(PhoneNumbers.violation("1", "AQ"))
        .contains("AQ (Antarctica)", "example +12015550123;");
  }
}
