package com.storefront.accounts.sample;

import com.storefront.accounts.customer.Customer;
import com.storefront.web.sample.SampleStep;
import com.storefront.web.sample.SampleStepRunner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The first of the seven sample steps. The scripts of 2021 call it with GET. */
@RestController
@ConditionalOnBooleanProperty("storefront.sample-data.enabled")
@Import(SampleStepRunner.class)
@Tag(name = "Sample data")
class SampleController {

  private final SampleRegistration customers;
  private final SampleStepRunner runner;

  SampleController(SampleRegistration customers, SampleStepRunner runner) {
    this.customers = customers;
    this.runner = runner;
  }

  @RequestMapping(
      path = "/customers/sample",
      method = {RequestMethod.POST, RequestMethod.GET})
  @Operation(summary = "Register six sample customers in four countries, unless they exist")
  SampleStep customers() {
    int created = runner.runAndPublish(Customer.class, customers::register);
    int existing = SampleRegistration.COUNT - created;
    String message = "%d sample customers created, %d were there already";
    return new SampleStep("customers", created, existing, message.formatted(created, existing));
  }
}
