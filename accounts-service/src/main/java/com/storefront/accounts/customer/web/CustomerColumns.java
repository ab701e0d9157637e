package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerDetails;
import com.storefront.accounts.customer.CustomerTable;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.messaging.Printable;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the JSON of a customer from a row, and validates it like the body of a POST. There are no
 * columns of cards, because rows are stored as they are before they are worked on.
 */
@Component
class CustomerColumns implements CustomerTable {

  /** A row that was exported can be imported; what a client cannot choose is ignored. */
  private static final Set<String> IGNORED = Set.of("id", "createdAt", "updatedAt", "version");

  private static final List<String> ADDRESS_MEMBERS =
      List.of(
          "type", "description", "address1", "address2", "city", "state", "postalCode", "country");

  /** All columns, in the order of an export. */
  static final List<String> NAMES = names();

  private static final Pattern ADDRESS = Pattern.compile("addresses\\[([0-9]+)]\\.(.+)");

  /** An export marks a text that a spreadsheet would take for a formula. */
  private static final Pattern MARKED = Pattern.compile("^'(?=[=+@\\t\\r-])");

  private static final Pattern QUOTED_VALUE = Pattern.compile("; is '.*'", Pattern.DOTALL);
  private static final int MAX_REASON_LENGTH = 500;

  private final JsonMapper json;
  private final Validator validator;

  CustomerColumns(JsonMapper json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of("id"));
    for (String member : List.of("title", "firstName", "middleName", "lastName", "suffix")) {
      names.add("name." + member);
    }
    for (String member : List.of("primaryPhone", "secondaryPhone", "email")) {
      names.add("contact." + member);
    }
    for (int i = 0; i < Customer.MAX_ADDRESSES; i++) {
      for (String member : ADDRESS_MEMBERS) {
        names.add("addresses[%d].%s".formatted(i, member));
      }
    }
    names.addAll(List.of("createdAt", "updatedAt", "version"));
    return List.copyOf(names);
  }

  /** The values of the {@linkplain #NAMES columns}. */
  static List<@Nullable Object> values(Customer customer) {
    Name name = customer.name();
    Contact contact = customer.contact();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(customer.id());
    values.add(name.title());
    values.add(name.firstName());
    values.add(name.middleName());
    values.add(name.lastName());
    values.add(name.suffix());
    values.add(contact.primaryPhone());
    values.add(contact.secondaryPhone());
    values.add(contact.email());
    for (Address address : customer.addresses()) {
      values.add(address.type());
      values.add(address.description());
      values.add(address.address1());
      values.add(address.address2());
      values.add(address.city());
      values.add(address.state());
      values.add(address.postalCode());
      values.add(address.country());
    }
    while (values.size() < NAMES.size() - 3) {
      values.add(null);
    }
    values.add(customer.createdAt());
    values.add(customer.updatedAt());
    values.add(customer.version());
    return values;
  }

  @Override
  public boolean hasColumn(String name) {
    return NAMES.contains(name);
  }

  @Override
  public CustomerDetails read(List<String> columns, List<String> values) throws InvalidRow {
    CustomerForm form = json.treeToValue(toJson(columns, values), CustomerForm.class);
    Set<ConstraintViolation<CustomerForm>> violations = validator.validate(form);
    if (!violations.isEmpty()) {
      throw new InvalidRow(
          Printable.of(
              violations.stream()
                  .map(CustomerColumns::describe)
                  .sorted()
                  .collect(Collectors.joining("; ")),
              MAX_REASON_LENGTH));
    }
    return form.toDetails();
  }

  private static String describe(ConstraintViolation<?> violation) {
    String message = QUOTED_VALUE.matcher(violation.getMessage()).replaceFirst("");
    return violation.getPropertyPath() + " " + message;
  }

  private ObjectNode toJson(List<String> columns, List<String> values) throws InvalidRow {
    ObjectNode customer = json.createObjectNode();
    customer.putObject("name");
    customer.putObject("contact");
    ArrayNode addresses = customer.putArray("addresses");
    for (int i = 0; i < columns.size(); i++) {
      String value = MARKED.matcher(values.get(i)).replaceFirst("");
      if (!value.isEmpty() && !IGNORED.contains(columns.get(i))) {
        put(customer, addresses, columns.get(i), value);
      }
    }
    return customer;
  }

  private static void put(ObjectNode customer, ArrayNode addresses, String column, String value)
      throws InvalidRow {
    Matcher address = ADDRESS.matcher(column);
    if (!address.matches()) {
      String[] path = column.split("\\.");
      ((ObjectNode) customer.get(path[0])).put(path[1], value);
      return;
    }
    int index = Integer.parseInt(address.group(1));
    while (addresses.size() <= index) {
      addresses.addNull();
    }
    if (address.group(2).equals("type") && !isAddressType(value)) {
      throw new InvalidRow(column + " must be one of " + Arrays.toString(AddressType.values()));
    }
    JsonNode existing = addresses.get(index);
    ObjectNode target = existing instanceof ObjectNode object ? object : addresses.objectNode();
    addresses.set(index, target.put(address.group(2), value));
  }

  private static boolean isAddressType(String value) {
    return Arrays.stream(AddressType.values()).anyMatch(type -> type.name().equals(value));
  }
}
