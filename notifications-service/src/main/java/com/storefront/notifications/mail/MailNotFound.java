package com.storefront.notifications.mail;

/** No such mail. */
public class MailNotFound extends RuntimeException {

  public MailNotFound(String id) {
    super("No mail has the id %s.".formatted(id));
  }
}
