package com.storefront.accounts.customer;

import java.util.List;

/**
 * Reads customers from the rows of a table, by the rules for a customer that is registered alone.
 * The columns have the names of the members of its JSON, for example {@code addresses[0].city}.
 */
public interface CustomerTable {

  /** Whether there is such a column. */
  boolean hasColumn(String name);

  /**
   * Reads a row.
   *
   * @param columns names of columns that exist
   * @param values one for each column; an empty one is absent
   * @throws InvalidRow if the customer could not be registered
   */
  CustomerDetails read(List<String> columns, List<String> values) throws InvalidRow;

  /** Says what is wrong, without quoting a value, which can be personal data. */
  class InvalidRow extends Exception {

    public InvalidRow(String reason) {
      super(reason);
    }

    public String reason() {
      return String.valueOf(getMessage());
    }
  }
}
