package com.storefront.accounts.imports;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of customers. */
public final class TestTables {

  public static final String HEADER =
      "name.title,name.firstName,name.lastName,contact.primaryPhone,contact.email,addresses[0].type,"
          + "addresses[0].description,addresses[0].address1,addresses[0].city,addresses[0].state,"
          + "addresses[0].postalCode,addresses[0].country\r\n";

  private TestTables() {}

  /** So many valid rows. */
  public static String valid(int rows) {
    return HEADER
        + IntStream.rangeClosed(1, rows)
            .mapToObj(row -> row("Doe" + row, "john" + row + "@internet.com"))
            .collect(Collectors.joining());
  }

  /** A row that is valid if the last name and the e-mail address are. */
  public static String row(String lastName, String email) {
    return "Mr.,John,%s,555-666-7777,%s,SHIPPING,Home,123 Oak Street,Sunrise,CA,12345-6789,US\r\n"
        .formatted(lastName, email);
  }
}
