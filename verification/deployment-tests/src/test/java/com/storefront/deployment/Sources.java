package com.storefront.deployment;

import com.storefront.events.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The annotations in Java sources on which a deployment depends. */
record Sources(String text) {

  private static final Pattern SETTINGS =
      Pattern.compile("@ConfigurationProperties\\(\"([^\"]+)\"\\)[^{]*?record \\w+(\\([^{]+)");
  private static final Pattern ANNOTATION = Pattern.compile("@\\w+(\\([^()]*\\))?");
  private static final Pattern COMPONENT = Pattern.compile("(\\w+)\\s*[,)]");
  private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern CONDITION =
      Pattern.compile("@ConditionalOn(?:Boolean)?Property\\(\\s*(?:name = )?\"([^\"]+)\"");
  private static final Pattern PUBLISHES =
      Pattern.compile("@Publishes\\(\\s*topic = Topics\\.(\\w+)([^)]*)\\)");
  private static final Pattern SUBSCRIBES =
      Pattern.compile("@Subscribes\\(\\s*topic = Topics\\.(\\w+)");
  private static final Pattern VIEWS = Pattern.compile("\\bviews\\.of\\(\\s*Topics\\.(\\w+)");

  static Sources of(Checkout checkout, String... folders) {
    return new Sources(
        Stream.of(folders)
            .flatMap(folder -> checkout.files(folder, ".java").stream())
            .map(checkout::text)
            .reduce("", String::concat));
  }

  Stream<MatchResult> find(Pattern pattern) {
    return pattern.matcher(text).results();
  }

  /** The properties that are bound to records, and those on which beans depend. */
  Stream<String> properties() {
    Stream<String> bound =
        find(SETTINGS)
            .flatMap(
                settings ->
                    COMPONENT
                        .matcher(ANNOTATION.matcher(settings.group(2)).replaceAll(""))
                        .results()
                        .map(component -> settings.group(1) + "." + dashed(component.group(1))));
    return Stream.concat(bound, find(CONDITION).map(condition -> condition.group(1)));
  }

  private static String dashed(String component) {
    return WORDS.matcher(component).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** The published topics, and whether each is compacted because its events carry the state. */
  Map<String, Boolean> published() {
    var published = new TreeMap<String, Boolean>();
    find(PUBLISHES)
        .forEach(
            found ->
                published.put(topic(found), found.group(2).contains("eventCarriedState = true")));
    return published;
  }

  List<String> subscribed() {
    return find(SUBSCRIBES).map(Sources::topic).toList();
  }

  /** The topics that are kept in memory. */
  List<String> viewed() {
    return find(VIEWS).map(Sources::topic).toList();
  }

  private static String topic(MatchResult constant) {
    try {
      return (String) Topics.class.getField(constant.group(1)).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Not in Topics: " + constant.group(1), e);
    }
  }
}
