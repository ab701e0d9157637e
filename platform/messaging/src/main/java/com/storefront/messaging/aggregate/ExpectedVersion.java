package com.storefront.messaging.aggregate;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an aggregate that a client has read and bases its change on.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, If-Match</a>
 */
public final class ExpectedVersion {

  /** One tag of the list. Eighteen digits always fit into a long. */
  private static final Pattern TAG =
      Pattern.compile(
          "\\G(?:^|[ \t]*,)[ \t,]*(?:\"([1-9][0-9]{0,17})\"|(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

  private static final Pattern END = Pattern.compile("[ \t,]*");

  /** Matches every version. */
  public static final ExpectedVersion ANY = new ExpectedVersion("*", Set.of());

  private final String ifMatch;
  private final Set<Long> versions;

  private ExpectedVersion(String ifMatch, Set<Long> versions) {
    this.ifMatch = ifMatch;
    this.versions = versions;
  }

  /**
   * Parses an {@code If-Match} header. Weak tags and tags that are no version match no version.
   *
   * @param ifMatch {@code *}, or entity tags separated by commas, for example {@code "3"}
   * @throws IllegalArgumentException if it is neither
   */
  public static ExpectedVersion valueOf(String ifMatch) {
    String value = ifMatch.strip();
    if (value.equals("*")) {
      return ANY;
    }
    Matcher tag = TAG.matcher(value);
    Set<Long> versions = new HashSet<>();
    int end = 0;
    for (; tag.find(); end = tag.end()) {
      if (tag.group(1) != null) {
        versions.add(Long.valueOf(tag.group(1)));
      }
    }
    if (end == 0 || !END.matcher(value).region(end, value.length()).matches()) {
      throw new IllegalArgumentException("If-Match is not a list of entity tags");
    }
    return new ExpectedVersion(value, Set.copyOf(versions));
  }

  /**
   * @throws VersionMismatch if the current version is not an expected one
   */
  public void check(long currentVersion) {
    if (this != ANY && !versions.contains(currentVersion)) {
      throw new VersionMismatch(currentVersion, ifMatch.contains("W/\""));
    }
  }

  @Override
  public String toString() {
    return ifMatch;
  }
}
