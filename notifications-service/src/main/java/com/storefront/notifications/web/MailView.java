package com.storefront.notifications.web;

import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Resolution;
import com.storefront.notifications.mail.MailState.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.server.core.Relation;

/** A mail as JSON. */
@Relation(itemRelation = "mail", collectionRelation = "mails")
record MailView(
    @Schema(example = "digest~2026-W48~6b01064db29f8f4e06d5b478") String id,
    MailKind kind,
    @Schema(example = "2026-W48") String week,
    @Schema(description = "Null if the mail is about an import.") @Nullable String customerId,
    @Schema(
            description =
                "CLAIMED: an attempt was begun. DEFERRED: the mail server refused it for the"
                    + " moment. SENT: the mail server accepted it. REFUSED: for good. HELD: it is"
                    + " unknown whether it was sent. RESEND and DROPPED: decided by an operator.")
        Status status,
    @Schema(description = "When it got its status.") Instant since,
    int attempt,
    String messageId,
    @Schema(description = "The reply of the mail server, without addresses.")
        @Nullable String detail,
    @Schema(description = "What an operator decided last.") @Nullable Resolution resolution,
    @Schema(description = "Increases by one with each change; the ETag.", example = "2")
        long version) {

  static MailView of(MailState mail) {
    return new MailView(
        mail.id(),
        mail.kind(),
        mail.week(),
        mail.customerId(),
        mail.status(),
        mail.at(),
        mail.attempt(),
        mail.messageId(),
        mail.detail(),
        mail.resolution(),
        mail.sequence());
  }
}
