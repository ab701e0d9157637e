package com.storefront.web;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The version that a client's change builds upon, as its {@code If-Match} header says. As a
 * parameter of a controller method it makes the header required: without it the answer is 428.
 */
public final class ExpectedVersion {

  /** Eighteen digits always fit into a long. */
  private static final Pattern ETAG = Pattern.compile("\\s*\"([1-9][0-9]{0,17})\"\\s*");

  private static final ExpectedVersion ANY = new ExpectedVersion(true, Set.of());

  private final boolean any;
  private final Set<Long> versions;

  private ExpectedVersion(boolean any, Set<Long> versions) {
    this.any = any;
    this.versions = versions;
  }

  /**
   * Reads a field value as RFC 9110, section 13.1.1 has it. Weak tags, and whatever was never a
   * version of ours, match nothing.
   */
  static ExpectedVersion parse(String ifMatch) {
    if (ifMatch.strip().equals("*")) {
      return ANY;
    }
    return new ExpectedVersion(
        false,
        Arrays.stream(ifMatch.split(","))
            .map(ETAG::matcher)
            .filter(Matcher::matches)
            .map(tag -> Long.valueOf(tag.group(1)))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * @throws PreconditionFailed if the client builds upon another version
   */
  public void check(long currentVersion) {
    if (!any && !versions.contains(currentVersion)) {
      throw new PreconditionFailed(currentVersion);
    }
  }

  @Override
  public String toString() {
    return any ? "*" : versions.toString();
  }
}
