package com.storefront.notifications.mail;

import java.util.Arrays;
import java.util.Optional;

/** That a customer wants no more mails of a kind, as the link in each mail says. */
public record Unsubscription(String customerId, MailKind kind) {

  private static final String SEPARATOR = "~";

  static String link(MailDecided mail, MailSettings settings, Signatures signatures) {
    String text = mail.kind().lowerCase() + SEPARATOR + mail.customerId();
    return "%s/notifications/unsubscriptions/%s~%s"
        .formatted(settings.baseUrl(), signatures.sign("unsubscribe/" + text), text);
  }

  /** Reads the token of a link; empty if it is not one of ours. */
  static Optional<Unsubscription> of(String token, Signatures signatures) {
    String[] parts = token.split(SEPARATOR, 3);
    if (parts.length < 3
        || !signatures.isSignatureOf("unsubscribe/" + parts[1] + SEPARATOR + parts[2], parts[0])) {
      return Optional.empty();
    }
    return Arrays.stream(MailKind.values())
        .filter(kind -> kind.lowerCase().equals(parts[1]))
        .map(kind -> new Unsubscription(parts[2], kind))
        .findFirst();
  }
}
