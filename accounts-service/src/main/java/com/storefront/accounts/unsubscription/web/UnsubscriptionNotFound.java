package com.storefront.accounts.unsubscription.web;

/** The link was not made by this storefront, or was changed. */
class UnsubscriptionNotFound extends RuntimeException {

  UnsubscriptionNotFound() {
    super("This is not a link of one of our mails.");
  }
}
