package com.storefront.accounts.customer.web;

import static com.storefront.accounts.customer.web.CustomerRequests.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.Customers;
import com.storefront.accounts.customer.TestCustomers;
import com.storefront.events.customer.Address;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The country decides which parts an address has, and their form. */
@WebMvcTest(CustomerController.class)
@Import({CustomerModelAssembler.class, MergePatch.class})
class AddressRulesTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean CustomerManagement management;
  @MockitoBean Customers customers;

  private final Customer stored = TestCustomers.customer();
  private CustomerRequests requests;

  @BeforeEach
  void recordRequests() {
    requests = new CustomerRequests(mvc, management, () -> stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AE | Sheikh Mohammed bin Rashid Boulevard 1 | Dubai      |             |",
        "AU | 27 St Georges Terrace                  | Perth      | WA          | 6000",
        "BR | Avenida Paulista 1578                  | São Paulo  | SP          | 01310-200",
        "CA | 111 Wellington Street                  | Ottawa     | ON          | K1A 0A9",
        "CH | Bundesplatz 3                          | Bern       |             | CH-3003",
        "DE | Platz der Republik 1                   | Berlin     |             | 11011",
        "ES | Calle de Alcalá 48                     | Madrid     |             | 28014",
        "FR | 55 Rue du Faubourg Saint-Honoré        | Paris      |             | 75008",
        "GB | 10 Downing Street                      | London     |             | sw1a 2aa",
        "HK | 1 Queen's Road Central                 | Hong Kong  |             |",
        "IE | Kildare Street                         | Dublin     |             | D02 A272",
        "IN | Apollo Bunder                          | Mumbai     | Maharashtra | 400 001",
        "IT | Via della Conciliazione 4              | Roma       | RM          | 00193",
        "JP | 千代田1-1                              | 千代田区   | 東京都      | 100-8111",
        "KR | 110 Sejong-daero                       | Seoul      |             | 04524",
        "KE | Parliament Road                        | Nairobi    |             | 00100",
        "MX | Plaza de la Constitución               | México     | CDMX        | 06066",
        "NL | Binnenhof 19                           | Den Haag   |             | 2513 AA",
        "NZ | 1 Molesworth Street                    | Wellington |             | 6011",
        "PL | ul. Wiejska 4/6/8                      | Warszawa   |             | 00-902",
        "PT | Rua de São Bento 148                   | Lisboa     |             | 1249-068",
        "SE | Slottsbacken 1                         | Stockholm  |             | 111 30",
        "SG | 1 Raffles Place                        | Singapore  |             | 048616",
        "UG | Parliament Avenue 16                   | Kampala    |             |",
        "US | 1600 Pennsylvania Avenue NW            | Washington | DC          | 20500",
        "ZA | 120 Plein Street                       | Cape Town  |             | 8001"
      })
  void acceptsTheAddressesOfTheWorld(
      String country, String street, String city, @Nullable String state, @Nullable String code) {
    String form = TestForms.withAddress(country, street, city, state, code);

    assertThat(requests.send(HttpMethod.POST, CUSTOMERS, form)).hasStatus(201);

    Address address = requests.accepted().addresses().get(0);
    assertThat(address.country()).isEqualTo(country);
    assertThat(address.state()).isEqualTo(Objects.requireNonNullElse(state, ""));
    assertThat(address.postalCode()).isEqualTo(Objects.requireNonNullElse(code, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AU      |         | 6000      | state      | is required in AU (Australia), for example ACT or JBT",
        "AU      | XX      | 6000      | state      | must be a state in AU (Australia), for example ACT or JBT; is 'XX'",
        "AU      | WA      |           | postalCode | is required in AU (Australia), for example 2060 or 3171",
        "AU      | WA      | 600       | postalCode | must be a postal code in AU (Australia), for example 2060 or 3171; is '600'",
        "BR      | XX      | 01310-200 | state      | must be a state in BR (Brazil), for example AC or AL; is 'XX'",
        "BR      | SP      | 0131-200  | postalCode | must be a postal code in BR (Brazil), for example 40301-110 or 70002-900; is '0131-200'",
        "CA      | ON      | 90210     | postalCode | must be a postal code in CA (Canada), for example H3Z 2Y7 or V8X 3X4; is '90210'",
        "CA      | WA      | K1A 0A9   | state      | must be a province in CA (Canada), for example AB or BC; is 'WA'",
        "DE      |         |           | postalCode | is required in DE (Germany), for example 26133 or 53225",
        "DE      |         | 1011      | postalCode | must be a postal code in DE (Germany), for example 26133 or 53225; is '1011'",
        "FR      |         | 7500A     | postalCode | must be a postal code in FR (France), for example 33380 or 34092; is '7500A'",
        "GB      |         | 12345     | postalCode | must be a postal code in GB (United Kingdom), for example EC1Y 8SY or GIR 0AA; is '12345'",
        "IE      |         | D02       | postalCode | must be a postal code in IE (Ireland), for example A65 F4E2; is 'D02'",
        "IN      |         | 400001    | state      | is required in IN (India), for example Andaman and Nicobar Islands or Andhra Pradesh",
        "IN      | Goa     | 4000      | postalCode | must be a postal code in IN (India), for example 110034 or 110001; is '4000'",
        "IT      | XX      | 00193     | state      | must be a province in IT (Italy), for example AG or AL; is 'XX'",
        "JP      |         | 100       | postalCode | must be a postal code in JP (Japan), for example 154-0023 or 350-1106; is '100'",
        "NL      |         | 2513      | postalCode | must be a postal code in NL (Netherlands), for example 1234 AB or 2490 AA; is '2513'",
        "PT      |         | 1249068   | postalCode | must be a postal code in PT (Portugal), for example 2725-079 or 1250-096; is '1249068'",
        "SG      |         | 4861      | postalCode | must be a postal code in SG (Singapore), for example 546080 or 308125; is '4861'",
        "US      | Bavaria | 80331     | state      | must be a state in US (United States), for example AL or AK; is 'Bavaria'",
        "US      | CA      | 1234      | postalCode | must be a postal code in US (United States), for example 95014 or 22162-1010; is '1234'",
        "        | WA      | 6000      | postalCode | must be a postal code in US (United States), for example 95014 or 22162-1010; is '6000'. Give the country if it is another",
        "        |         | 60000     | state      | is required in US (United States), for example AL or AK. Give the country if it is another",
        "UK      |         | SW1A 2AA  | country    | must be a country code of ISO 3166-1, for example US or GB; is 'UK'",
        "de      |         | 11011     | country    | must be a country code of ISO 3166-1, for example US or GB; is 'de'",
        "Germany |         | 11011     | country    | must be a country code of ISO 3166-1, for example US or GB; is 'Germany'",
        "${1+1}{field} |   | 11011     | country    | must be a country code of ISO 3166-1, for example US or GB; is '${1+1}{field}'"
      })
  void refusesAWrongAddressAndNamesCountryValueAndExample(
      @Nullable String country,
      @Nullable String state,
      @Nullable String code,
      String field,
      String message) {
    String form = TestForms.withAddress(country, "1 Main Street", "Town", state, code);
    String patch =
        "{\"addresses\":["
            + TestForms.address(country, "1 Main Street", "Town", state, code)
            + "]}";

    var expected = List.of(Map.of("field", "addresses[0]." + field, "message", message));
    requests.assertRefused(form, patch, expected);
    assertThat(requests.accepted()).isNull();
  }

  /** Clients of the first version cannot give a country, and have addresses of other countries. */
  @ParameterizedTest
  @CsvSource({"CA,12345", "NY,45455-6667", "Ontario,K1A 0B1", "Bavaria,80331"})
  void acceptsAnAddressWithoutACountryAsBefore(String state, String code) {
    String form = TestForms.withAddress(null, "1 Main Street", "Town", state, code);

    assertThat(requests.send(HttpMethod.POST, CUSTOMERS, form)).hasStatus(201);

    assertThat(requests.accepted().addresses().get(0).country()).isNull();
  }

  @Test
  void acceptsAnyPostalCodeWhereTheCountryHasNone() {
    String form = TestForms.withAddress("AE", "1 Beach Road", "Dubai", "Dubai", "00000");

    assertThat(requests.send(HttpMethod.POST, CUSTOMERS, form)).hasStatus(201);
  }
}
