package com.storefront.accounts.customer.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerDetails;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a customer tells about themselves. What a customer read here has beyond that may come
 * back with it and means nothing: an id is never the client's choice.
 */
@JsonIgnoreProperties({"id", "version", "_links"})
record CustomerForm(
    @NotNull @Valid NameForm name,
    @NotNull @Valid ContactForm contact,
    @NotNull @Size(min = 1, max = Customer.MOST_ADDRESSES) @OneToShipTo
        List<@NotNull @Valid AddressForm> addresses,
    @Nullable @Size(max = Customer.MOST_CARDS) List<@NotNull @Valid CreditCardForm> creditCards) {

  static CustomerForm of(Customer customer) {
    return new CustomerForm(
        NameForm.of(customer.name()),
        ContactForm.of(customer.contact()),
        customer.addresses().stream().map(AddressForm::of).toList(),
        customer.creditCards().stream().map(CreditCardForm::of).toList());
  }

  CustomerDetails toDetails() {
    return new CustomerDetails(
        name.toName(),
        contact.toContact(),
        addresses.stream().map(AddressForm::toAddress).toList(),
        creditCards == null
            ? List.of()
            : creditCards.stream().map(CreditCardForm::toDetails).toList());
  }
}
