package com.storefront.accounts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data of {@code address-formats.json}, also after it was renewed. */
class AddressFormatTests {

  static final Set<String> COUNTRIES = Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2);

  @ParameterizedTest
  @FieldSource("COUNTRIES")
  void acceptsTheExamplesOfItsOwnMessages(String country) {
    AddressFormat format = AddressFormat.of(country);

    assertThat(examples(state -> format.stateViolation(state, "?")))
        .allSatisfy(state -> assertThat(format.stateViolation(state, "?")).isEmpty());
    assertThat(examples(format::postalCodeViolation))
        .allSatisfy(code -> assertThat(format.postalCodeViolation(code)).isEmpty());
  }

  private static List<String> examples(Function<String, Optional<String>> violation) {
    return violation
        .apply("?")
        .map(message -> message.replaceFirst(".*, for example ", "").replaceFirst("; is .*", ""))
        .map(examples -> List.of(examples.split(" or ")))
        .orElse(List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CA", "ca", "California", "PR"})
  void acceptsAStateByItsAbbreviationAndItsName(String state) {
    assertThat(AddressFormat.of("US").stateViolation(state, "?")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AU", "BR", "CA", "IT", "US"})
  void knowsTheStatesOfTheCountriesThatAbbreviateThem(String country) {
    assertThat(AddressFormat.of(country).hasState("?")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CN", "DE", "ES", "GB", "IN", "JP", "RU"})
  void acceptsAnySpellingOfAStateElsewhere(String country) {
    assertThat(AddressFormat.of(country).stateViolation("?", "?")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ES, Madrid", "KR, seoul", "CN, Beijing", "TW, Taipei", "IN, Delhi"})
  void requiresNoStateOfACityThatIsOne(String country, String city) {
    assertThat(AddressFormat.of(country).stateViolation(null, city)).isEmpty();
    assertThat(AddressFormat.of(country).stateViolation(null, "?")).isPresent();
  }

  @Test
  void requiresAStateOfNewYork() {
    assertThat(AddressFormat.of("US").stateViolation(null, "New York")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"IN, 400 001, true", "DE, 101 15, true", "US, 123 45, false", "GB, S W1A 2AA, false"})
  void ignoresSpacesInPostalCodesOfAFormWithoutSpaces(
      String country, String code, boolean isValid) {
    assertThat(AddressFormat.of(country).postalCodeViolation(code).isEmpty()).isEqualTo(isValid);
  }

  @Test
  void requiresNeitherStateNorPostalCodeOfACountryWithoutData() {
    AddressFormat antarctica = AddressFormat.of("AQ");

    assertThat(antarctica.stateViolation(null, "?")).isEmpty();
    assertThat(antarctica.postalCodeViolation(null)).isEmpty();
    assertThat(antarctica.postalCodeViolation("?")).isEmpty();
  }
}
