package com.storefront.accounts.customer.web;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a customer wants to be billed or shipped to. */
@ZipCodeInAmerica
record AddressForm(
    @NotNull @Schema(example = "SHIPPING") AddressType type,
    @NotNull @Line @Schema(example = "My home address") String description,
    @NotNull @Line @Schema(example = "123 Oak Street") String address1,
    @Nullable @Line @Schema(example = "Apartment 7") String address2,
    @NotNull @Line @Schema(example = "Sunrise") String city,
    @NotNull @Line @Schema(example = "CA") String state,
    @NotNull
        @Pattern(
            regexp = "^[A-Za-z0-9][A-Za-z0-9 -]{1,9}$",
            message = "must be a postal code such as 12345-6789 or SW1A 1AA")
        @Schema(example = "12345-6789")
        String postalCode) {

  static AddressForm of(Address address) {
    return new AddressForm(
        address.type(),
        address.description(),
        address.address1(),
        address.address2(),
        address.city(),
        address.state(),
        address.postalCode());
  }

  Address toAddress() {
    return new Address(type, description, address1, address2, city, state, postalCode);
  }
}
