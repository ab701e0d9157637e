package com.storefront.notifications.web;

import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** Which mails are listed. */
record FindMails(
    @Nullable
        @Pattern(regexp = "^[0-9]{4}-W[0-9]{2}$", message = "must be a week, for example 2026-W48")
        @Schema(description = "In which it was decided.", example = "2026-W48")
        String week,
    @Nullable @Schema(example = "HELD") Status status,
    @Nullable
        @Schema(
            description = "True: only those that an operator decided about, also if sent later.")
        Boolean decided) {

  boolean matches(MailState mail) {
    return !Boolean.TRUE.equals(decided) || mail.resolution() != null;
  }
}
