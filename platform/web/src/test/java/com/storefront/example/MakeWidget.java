package com.storefront.example;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;

/** A body with one of each kind of member. */
record MakeWidget(
    @NotBlank @Size(max = 100) @Schema(example = "Blue Widget") String title,
    @NotNull Colour colour,
    @NotNull @Min(1) @Max(100) @Schema(example = "2") Integer quantity,
    @NotNull @Min(0) @Max(1000000) @Schema(example = "1.99") BigDecimal price,
    @NotNull @Valid Contact contact,
    @NotNull @Size(max = 5) List<@Valid Contact> others) {

  /** A member with members of its own. */
  record Contact(@NotNull @Email @Size(max = 200) @Schema(example = "a@b.example") String email) {}
}
