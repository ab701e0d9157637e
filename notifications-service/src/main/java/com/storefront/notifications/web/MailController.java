package com.storefront.notifications.web;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.notifications.mail.MailNotFound;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Status;
import com.storefront.notifications.mail.Mails;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import com.storefront.web.Problems;
import com.storefront.web.security.Actor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.hateoas.server.mvc.BasicLinkBuilder;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Mails over HTTP, and the decisions of operators about them. */
@RestController
@RequestMapping("/mails")
@Tag(name = "Mails", description = "What became of the mails of the last five weeks.")
class MailController {

  private final Mails mails;

  MailController(Mails mails) {
    this.mails = mails;
  }

  @GetMapping
  @Operation(summary = "Page through mails, the newest change first")
  PagedModel<EntityModel<MailView>> page(
      @Valid @ParameterObject FindMails search, @Valid @ParameterObject Paging paging) {
    if (paging.isByCursor()) {
      throw Problems.invalidField("cursor", "is not supported here; use page");
    }
    List<MailState> found =
        mails.find(search.week(), search.status()).stream().filter(search::matches).toList();
    Pageable page = paging.toPageable(Sort.unsorted());
    int from = (int) Math.min(page.getOffset(), found.size());
    int to = Math.min(from + page.getPageSize(), found.size());
    return Pages.of(
        new PageImpl<>(found.subList(from, to), page, found.size()),
        MailView.class,
        MailController::model);
  }

  @GetMapping("/{id}")
  @Operation(summary = "Read a mail")
  ResponseEntity<EntityModel<MailView>> read(@PathVariable String id) {
    return ok(mails.find(id).orElseThrow(() -> new MailNotFound(id)));
  }

  @PostMapping("/{id}/resend")
  @Operation(
      summary = "Send a mail again that is held or was refused",
      description = "With the same Message-ID; the mailer sends it within a second.")
  ResponseEntity<EntityModel<MailView>> resend(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Valid @RequestBody Resolve command,
      @Nullable Principal caller) {
    return resolve(id, expected, Status.RESEND, command, caller);
  }

  @PostMapping("/{id}/drop")
  @Operation(summary = "Do not send a mail that is held or was refused")
  ResponseEntity<EntityModel<MailView>> drop(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Valid @RequestBody Resolve command,
      @Nullable Principal caller) {
    return resolve(id, expected, Status.DROPPED, command, caller);
  }

  private ResponseEntity<EntityModel<MailView>> resolve(
      String id,
      ExpectedVersion expected,
      Status status,
      Resolve command,
      @Nullable Principal caller) {
    return ok(mails.resolve(id, expected, status, command.reason(), Actor.of(caller)));
  }

  private static ResponseEntity<EntityModel<MailView>> ok(MailState mail) {
    return ResponseEntity.ok().eTag(String.valueOf(mail.sequence())).body(model(mail));
  }

  private static EntityModel<MailView> model(MailState mail) {
    BasicLinkBuilder self = BasicLinkBuilder.linkToCurrentMapping().slash("mails").slash(mail.id());
    EntityModel<MailView> model = EntityModel.of(MailView.of(mail), self.withSelfRel());
    if (mail.status() == Status.HELD || mail.status() == Status.REFUSED) {
      model.add(self.slash("resend").withRel("resend"), self.slash("drop").withRel("drop"));
    }
    return model;
  }
}
