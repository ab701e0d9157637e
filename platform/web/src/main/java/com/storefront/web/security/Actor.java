package com.storefront.web.security;

import com.storefront.messaging.Printable;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Names the caller of a request, for a history. */
public final class Actor {

  private static final String ANONYMOUS = "anonymous";

  /** A subject of OpenID Connect has at most 255 characters. */
  private static final int MAX_LENGTH = 255;

  private Actor() {}

  /**
   * Returns the subject of the caller's token, or {@value #ANONYMOUS} if there is none. A subject
   * is any text: characters that are not printable are escaped, and more than 255 characters are
   * cut off.
   *
   * @param caller null where no token is required
   */
  public static String of(@Nullable Principal caller) {
    String subject = caller == null ? null : caller.getName();
    return StringUtils.hasText(subject) ? Printable.of(subject, MAX_LENGTH) : ANONYMOUS;
  }
}
