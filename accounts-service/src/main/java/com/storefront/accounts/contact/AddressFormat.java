package com.storefront.accounts.contact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the addresses of a country consist of: whether they need a state and a postal code, and
 * which of them are valid.
 *
 * <p>The data is Google's address metadata, in {@code address-formats.json}. It is read when it is
 * first used. {@code renew-address-formats} renews it.
 */
public final class AddressFormat {

  private static final int MAX_EXAMPLES = 2;

  /** A state is compared with the list only where all states have such an abbreviation. */
  private static final Pattern ABBREVIATION = Pattern.compile("[A-Z]{2,3}");

  private static final Map<String, AddressFormat> FORMATS = new ConcurrentHashMap<>();

  private final String country;
  private final String required;
  private final String stateName;
  private final Set<String> states = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final boolean abbreviatesStates;
  private final String stateExamples;
  private final @Nullable Pattern postalCode;
  private final String postalCodeExamples;

  private AddressFormat(String country) {
    JsonNode format = Metadata.FORMATS.path(country);
    JsonNode fallback = Metadata.FORMATS.path("ZZ");
    this.country = Countries.describe(country);
    this.required = format.path("require").asString(fallback.path("require").asString());
    this.stateName =
        format.path("state_name_type").asString(fallback.path("state_name_type").asString());
    List<String> keys = split(format, "sub_keys", "~");
    List<String> latin = split(format, "sub_lnames", "~");
    states.addAll(keys);
    states.addAll(latin);
    states.addAll(split(format, "sub_names", "~"));
    this.abbreviatesStates =
        !keys.isEmpty() && keys.stream().allMatch(key -> ABBREVIATION.matcher(key).matches());
    this.stateExamples = examples(latin.isEmpty() ? keys : latin);
    this.postalCode = postalCode(format);
    this.postalCodeExamples = examples(split(format, "zipex", ","));
  }

  /**
   * @param country ISO 3166-1 alpha-2; must {@linkplain Countries#exist exist}
   */
  public static AddressFormat of(String country) {
    return FORMATS.computeIfAbsent(country, AddressFormat::new);
  }

  /** Whether the state is in this country; true where a state has several spellings. */
  public boolean hasState(String state) {
    return !abbreviatesStates || states.contains(state);
  }

  /**
   * Returns why the state is not valid; empty if it is.
   *
   * @param state null if there is none
   * @param city may be a state of its own
   */
  public Optional<String> stateViolation(@Nullable String state, String city) {
    if (state == null) {
      return requiresState() && !isState(city)
          ? Optional.of("is required in " + country + stateExamples)
          : Optional.empty();
    }
    return hasState(state) ? Optional.empty() : violation(stateName, stateExamples, state);
  }

  /** Where addresses have an area instead of a city, the city that all addresses have names it. */
  private boolean requiresState() {
    return required.contains("S") && required.contains("C");
  }

  /** Madrid is a province, Seoul a {@code do_si}, and Beijing is {@code Beijing Shi}. */
  private boolean isState(String city) {
    String prefix = city + " ";
    return !abbreviatesStates
        && states.stream()
            .anyMatch(state -> (state + " ").regionMatches(true, 0, prefix, 0, prefix.length()));
  }

  /**
   * Returns why the postal code is not valid; empty if it is.
   *
   * @param code null if there is none; spaces are ignored unless the form has some
   */
  public Optional<String> postalCodeViolation(@Nullable String code) {
    if (code == null) {
      return required.contains("Z")
          ? Optional.of("is required in " + country + postalCodeExamples)
          : Optional.empty();
    }
    return postalCode == null || postalCode.matcher(withoutSpaces(code)).matches()
        ? Optional.empty()
        : violation("postal code", postalCodeExamples, code);
  }

  private String withoutSpaces(String code) {
    return postalCode == null || postalCode.pattern().contains(" ") ? code : code.replace(" ", "");
  }

  private Optional<String> violation(String part, String examples, String value) {
    return Optional.of(
        "must be a %s in %s%s; is '%s'"
            .formatted(part, country, examples, Countries.quotable(value)));
  }

  private static @Nullable Pattern postalCode(JsonNode format) {
    String regex = format.path("zip").asString("");
    if (regex.isEmpty()) {
      return null;
    }
    String prefix = Pattern.quote(format.path("postprefix").asString(""));
    return Pattern.compile("(?:" + prefix + ")?(?:" + regex + ")", Pattern.CASE_INSENSITIVE);
  }

  private static String examples(List<String> values) {
    return values.isEmpty()
        ? ""
        : ", for example "
            + String.join(" or ", values.subList(0, Math.min(MAX_EXAMPLES, values.size())));
  }

  private static List<String> split(JsonNode format, String field, String separator) {
    String values = format.path(field).asString("");
    return values.isEmpty()
        ? List.of()
        : Pattern.compile(separator).splitAsStream(values).filter(it -> !it.isEmpty()).toList();
  }

  /** Read when the first address is checked, so that it does not delay the start. */
  private static final class Metadata {

    static final JsonNode FORMATS = read();

    private static JsonNode read() {
      try (InputStream file = AddressFormat.class.getResourceAsStream("address-formats.json")) {
        return JsonMapper.shared().readTree(Objects.requireNonNull(file)).path("formats");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
