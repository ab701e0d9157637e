package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.SampleCustomers;
import com.storefront.web.ConditionalOnSampleData;
import com.storefront.web.SampleStep;
import com.storefront.web.SampleWalk;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The first of the seven sample steps. Answers to GET as well, because older scripts call it so.
 */
@RestController
@ConditionalOnSampleData
@Tag(name = "Sample data")
class SampleController {

  private final SampleCustomers samples;
  private final SampleWalk walk;

  SampleController(SampleCustomers samples, SampleWalk walk) {
    this.samples = samples;
    this.walk = walk;
  }

  @RequestMapping(
      path = "/customers/sample",
      method = {RequestMethod.POST, RequestMethod.GET})
  @Operation(summary = "Register the sample customers John, Mary and Susan, unless they are here")
  SampleStep customers() {
    int created = walk.telling(Customer.class, samples::register);
    return new SampleStep(
        "customers",
        created,
        SampleCustomers.COUNT - created,
        "%d sample customers created, %d were there already"
            .formatted(created, SampleCustomers.COUNT - created));
  }
}
