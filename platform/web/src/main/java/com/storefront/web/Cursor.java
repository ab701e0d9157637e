package com.storefront.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The position in a list as an opaque text: the sorted values of an item, and a checksum of these
 * and of the path, filter and sort of the current request.
 *
 * <p>It is not signed, so that instances share no key. A forged cursor can only begin elsewhere in
 * the list that the request selects anyway: its values are texts and times, never operators.
 */
final class Cursor {

  private static final int CHECKSUM_LENGTH = 16;
  private static final List<String> NOT_OF_THE_LIST = List.of("cursor", "page", "size");

  private Cursor() {}

  /**
   * @param values of the sorted properties: times and texts without line breaks
   */
  static String of(Map<String, Object> values) {
    String content = values.values().stream().map(Cursor::format).collect(Collectors.joining("\n"));
    return checksum(content)
        + Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(UTF_8));
  }

  /**
   * Returns the values of the sorted properties.
   *
   * @throws org.springframework.web.ErrorResponseException if it is no cursor of this list
   */
  static Map<String, Object> parse(String cursor, Sort sort) {
    try {
      String content =
          new String(Base64.getUrlDecoder().decode(cursor.substring(CHECKSUM_LENGTH)), UTF_8);
      if (cursor.startsWith(checksum(content))) {
        Iterator<String> lines = List.of(content.split("\n")).iterator();
        Map<String, Object> values = new LinkedHashMap<>();
        sort.forEach(order -> values.put(order.getProperty(), value(lines.next())));
        return values;
      }
    } catch (RuntimeException malformed) {
      // Refused below, as is a cursor of another list.
    }
    throw Problems.invalidField(
        "cursor",
        "must be empty for the first page, or come from a link with the same filter and sort");
  }

  private static String format(Object value) {
    return value instanceof Instant time ? "t" + time.toEpochMilli() : "s" + value;
  }

  private static Object value(String formatted) {
    String text = formatted.substring(1);
    return formatted.startsWith("t") ? Instant.ofEpochMilli(Long.parseLong(text)) : text;
  }

  private static String checksum(String content) {
    var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    HttpServletRequest request = attributes.getRequest();
    var parameters = new TreeMap<>(request.getParameterMap());
    parameters.keySet().removeAll(NOT_OF_THE_LIST);
    return RequestDigest.of(List.of(request.getRequestURI(), parameters, content))
        .substring(0, CHECKSUM_LENGTH);
  }
}
