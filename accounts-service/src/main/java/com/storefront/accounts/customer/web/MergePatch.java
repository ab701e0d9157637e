package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.Customer;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges a patch into the form that a customer would have filled in, and reads the result by the
 * same rules as a form that was sent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
@Component
class MergePatch {

  private final JsonMapper json;
  private final Validator validator;
  private final RequestMappingHandlerAdapter mvc;

  MergePatch(JsonMapper json, Validator validator, RequestMappingHandlerAdapter mvc) {
    this.json = json;
    this.validator = validator;
    this.mvc = mvc;
  }

  CustomerForm apply(JsonNode patch, Customer customer) {
    CustomerForm form = read(merge(json.valueToTree(CustomerForm.of(customer)), patch));
    Set<ConstraintViolation<CustomerForm>> violations = validator.validate(form);
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
    patch
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isNull()) {
                merged.remove(member.getKey());
              } else {
                merged.set(member.getKey(), merge(merged.path(member.getKey()), member.getValue()));
              }
            });
    return merged;
  }

  private CustomerForm read(JsonNode merged) {
    Message message = new Message(json.writeValueAsBytes(merged));
    for (HttpMessageConverter<?> converter : mvc.getMessageConverters()) {
      if (converter.canRead(CustomerForm.class, MediaType.APPLICATION_JSON)) {
        return read(converter, message);
      }
    }
    throw new IllegalStateException("nothing reads JSON");
  }

  @SuppressWarnings("unchecked")
  private static CustomerForm read(HttpMessageConverter<?> converter, Message message) {
    try {
      return Optional.ofNullable(
              ((HttpMessageConverter<CustomerForm>) converter).read(CustomerForm.class, message))
          .orElseThrow(() -> new HttpMessageNotReadableException("null is no form", message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A body as if it had been sent. */
  private record Message(byte[] body) implements HttpInputMessage {

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public HttpHeaders getHeaders() {
      return HttpHeaders.EMPTY;
    }
  }
}
