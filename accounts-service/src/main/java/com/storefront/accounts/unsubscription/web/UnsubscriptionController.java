package com.storefront.accounts.unsubscription.web;

import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.CustomerNotFound;
import com.storefront.events.customer.Preferences;
import com.storefront.web.Problems;
import com.storefront.web.security.Signatures;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The link in each mail: one click withdraws the consent to mails of that kind (RFC 8058). A GET
 * changes nothing, because programs follow links to examine them.
 */
@RestController
@Hidden // the link has a token, which is only in mails
class UnsubscriptionController {

  private static final String PURPOSE = "unsubscribe";
  private static final String DIGEST = "digest";

  private static final String QUESTION =
      """
      <!DOCTYPE html><html lang="en"><title>Unsubscribe</title>
      <form method="post"><button>Get no more mails of this kind</button></form></html>
      """;
  private static final String CONFIRMATION =
      """
      <!DOCTYPE html><html lang="en"><title>Unsubscribed</title>
      <p>You get no more mails of this kind.</p></html>
      """;

  private final CustomerManagement management;
  private final Signatures signatures;

  UnsubscriptionController(CustomerManagement management, LinkSettings settings) {
    this.management = management;
    this.signatures = new Signatures(settings.key());
  }

  @GetMapping(path = "/unsubscriptions/{token}", produces = MediaType.TEXT_HTML_VALUE)
  String ask(@PathVariable String token) {
    read(token);
    return QUESTION;
  }

  /** Also for a customer who was deleted meanwhile, and gets no mails anyway. */
  @PostMapping(path = "/unsubscriptions/{token}", produces = MediaType.TEXT_HTML_VALUE)
  String unsubscribe(@PathVariable String token) {
    List<String> kindAndCustomer = read(token);
    boolean isDigest = kindAndCustomer.get(0).equals(DIGEST);
    try {
      management.prefer(
          kindAndCustomer.get(1),
          present ->
              isDigest
                  ? new Preferences(false, present.shippingMails())
                  : new Preferences(present.digest(), false));
    } catch (CustomerNotFound deleted) {
      return CONFIRMATION;
    }
    return CONFIRMATION;
  }

  @ExceptionHandler
  ProblemDetail on(UnsubscriptionNotFound e) {
    return Problems.of(HttpStatus.NOT_FOUND, "unsubscription-not-found", e.getMessage());
  }

  private List<String> read(String token) {
    return signatures.read(PURPOSE, token).orElseThrow(UnsubscriptionNotFound::new);
  }
}
