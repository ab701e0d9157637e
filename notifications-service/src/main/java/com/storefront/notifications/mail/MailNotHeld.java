package com.storefront.notifications.mail;

/** An operator decides only about mails that are held or were refused. */
public class MailNotHeld extends RuntimeException {

  MailNotHeld(MailState mail) {
    super(
        "The mail %s is %s; only a mail that is HELD or REFUSED can be sent again or dropped."
            .formatted(mail.id(), mail.status()));
  }
}
