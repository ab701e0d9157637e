package com.storefront.system;

import java.util.Random;

/** Tables of customers, to import them. */
final class ImportTable {

  private static final String HEADER =
      "name.title,name.firstName,name.lastName,contact.primaryPhone,contact.email,addresses[0].type,"
          + "addresses[0].description,addresses[0].address1,addresses[0].city,addresses[0].state,"
          + "addresses[0].postalCode,addresses[0].country\r\n";

  private static final int MAX_ROWS = 250;

  private ImportTable() {}

  /**
   * @param domain of the e-mail addresses
   * @param refusedEach one row in so many has no e-mail address
   */
  static String of(int rows, String domain, int refusedEach) {
    var table = new StringBuilder(HEADER);
    for (int row = 1; row <= rows; row++) {
      table
          .append("Mr.,John,Doe,555-666-7777,")
          .append(row % refusedEach == 0 ? "none" : "c%d@%s".formatted(row, domain))
          .append(",SHIPPING,Home,123 Oak Street,Sunrise,CA,12345-6789,US\r\n");
    }
    return table.toString();
  }

  /** Of one job or two, with invalid rows. */
  static String random(Random random) {
    return of(1 + random.nextInt(MAX_ROWS), "import.example", 10);
  }
}
