package com.storefront.notifications.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Decides about a mail that is held or was refused. */
record Resolve(
    @NotBlank
        @Size(max = 500)
        @Pattern(regexp = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$", message = "must be one line")
        @Schema(description = "Why, for the audit.", example = "The customer asked for it.")
        String reason) {}
