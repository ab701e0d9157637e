package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.Customer;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges a patch into the JSON of a customer, and validates the result like the body of a PUT.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
@Component
class MergePatch {

  private final JsonMapper json;
  private final Validator validator;

  MergePatch(JsonMapper json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  CustomerForm apply(ObjectNode patch, Customer customer) {
    JsonNode merged = merge(json.valueToTree(CustomerView.of(customer)), patch);
    CustomerForm form = json.treeToValue(merged, CustomerForm.class);
    var violations = validator.validate(form);
    if (!violations.isEmpty()) {
      throw new ConstraintViolationException(violations);
    }
    return form;
  }

  static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged =
        target.isObject() ? (ObjectNode) target.deepCopy() : JsonNodeFactory.instance.objectNode();
    patch.forEachEntry(
        (name, value) -> {
          if (value.isNull()) {
            merged.remove(name);
          } else {
            merged.set(name, merge(merged.path(name), value));
          }
        });
    return merged;
  }
}
