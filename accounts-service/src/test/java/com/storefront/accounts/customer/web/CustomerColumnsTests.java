package com.storefront.accounts.customer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerDetails;
import com.storefront.accounts.customer.CustomerTable.InvalidRow;
import com.storefront.accounts.customer.TestCustomers;
import jakarta.validation.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CustomerColumnsTests {

  private static final Map<String, String> VALID =
      Map.ofEntries(
          Map.entry("name.title", "Mr."),
          Map.entry("name.firstName", "John"),
          Map.entry("name.lastName", "Doe"),
          Map.entry("contact.primaryPhone", "555-666-7777"),
          Map.entry("contact.email", "john@internet.com"),
          Map.entry("addresses[0].type", "SHIPPING"),
          Map.entry("addresses[0].description", "Home"),
          Map.entry("addresses[0].address1", "123 Oak Street"),
          Map.entry("addresses[0].city", "Sunrise"),
          Map.entry("addresses[0].state", "CA"),
          Map.entry("addresses[0].postalCode", "12345-6789"),
          Map.entry("addresses[0].country", "US"));

  private final CustomerColumns columns =
      new CustomerColumns(
          JsonMapper.shared(), Validation.buildDefaultValidatorFactory().getValidator());

  @Test
  void readsWhatItExports() throws InvalidRow {
    Customer customer = TestCustomers.customer();

    List<String> row = new ArrayList<>();
    CustomerColumns.values(customer).forEach(it -> row.add(it == null ? "" : it.toString()));
    CustomerDetails read = columns.read(CustomerColumns.NAMES, row);

    assertThat(read.name()).isEqualTo(customer.name());
    assertThat(read.contact()).isEqualTo(customer.contact());
    assertThat(read.addresses()).isEqualTo(customer.addresses());
    assertThat(read.creditCards()).isEmpty();
  }

  @Test
  void removesTheMarkOfAnExport() throws InvalidRow {
    assertThat(read(Map.of("contact.primaryPhone", "'+15556667777")).contact().primaryPhone())
        .isEqualTo("+15556667777");
    assertThat(read(Map.of("name.lastName", "'=Doe")).name().lastName()).isEqualTo("=Doe");
    assertThat(read(Map.of("name.lastName", "'t Hart")).name().lastName()).isEqualTo("'t Hart");
  }

  @ParameterizedTest
  @CsvSource({
    "name.title, ''",
    "name.lastName, 'can\nary'",
    "contact.primaryPhone, canary",
    "contact.secondaryPhone, canary'",
    "contact.email, canary",
    "addresses[0].type, canary",
    "addresses[0].city, 'canary\tcanary'",
    "addresses[0].state, canary",
    "addresses[0].postalCode, canary",
    "addresses[0].country, canary"
  })
  void saysWhatIsWrongWithoutQuotingTheValue(String column, String value) {
    assertThatThrownBy(() -> read(Map.of(column, value)))
        .isInstanceOf(InvalidRow.class)
        .hasMessageStartingWith(column + " must")
        .hasMessageNotContaining("canary");
  }

  @Test
  void refusesARowWithoutAddresses() {
    assertThatThrownBy(() -> columns.read(List.of("name.title"), List.of("Mr.")))
        .isInstanceOf(InvalidRow.class)
        .hasMessageContaining("addresses size must be between 1 and 20")
        .hasMessageContaining("contact.email must not be null");
  }

  @Test
  void hasNoColumnsOfCards() {
    assertThat(columns.hasColumn("addresses[19].city")).isTrue();
    assertThat(columns.hasColumn("addresses[20].city")).isFalse();
    assertThat(columns.hasColumn("creditCards[0].number")).isFalse();
    assertThat(columns.hasColumn("")).isFalse();
  }

  private CustomerDetails read(Map<String, String> changed) throws InvalidRow {
    Map<String, String> row = new LinkedHashMap<>(VALID);
    row.putAll(changed);
    return columns.read(List.copyOf(row.keySet()), List.copyOf(row.values()));
  }
}
