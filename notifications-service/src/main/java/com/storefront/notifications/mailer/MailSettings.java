package com.storefront.notifications.mailer;

import com.storefront.notifications.mail.MailKind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails are sent.
 *
 * @param from the address of the sender; its domain is that of the ids of messages
 * @param baseUrl of the gateway, for links in mails
 * @param key signs links and ids of messages; the same as {@code storefront.links.key} of accounts.
 *     Without it a public development key is used
 * @param claim how long an attempt may take; longer than all timeouts of the mail server together
 * @param skew by how much the clocks of two instances differ, at most
 * @param firstBackOff after the mail server refused a mail for the moment; doubled each time
 * @param maxAttempts after which such a mail is refused
 * @param inDoubt by kind of mail; {@link InDoubt#RESEND} if it is not named
 */
@ConfigurationProperties("storefront.mail")
public record MailSettings(
    @DefaultValue("shop@storefront.example") String from,
    @DefaultValue("http://localhost:8080") URI baseUrl,
    @Nullable String key,
    @DefaultValue("60s") Duration claim,
    @DefaultValue("5s") Duration skew,
    @DefaultValue("1m") Duration firstBackOff,
    @DefaultValue("8") int maxAttempts,
    @DefaultValue Map<MailKind, InDoubt> inDoubt) {

  /** What is done with a mail of which it is unknown whether it was sent. */
  public enum InDoubt {
    /** It is sent again with the same Message-ID: at least once. */
    RESEND,

    /** It waits for an operator: at most once. */
    HOLD
  }

  InDoubt inDoubt(MailKind kind) {
    return inDoubt.getOrDefault(kind, InDoubt.RESEND);
  }

  @Override
  public String toString() {
    return "MailSettings";
  }
}
