package com.storefront.fulfillment;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The fulfillment service as a process. */
@SpringBootApplication
public class FulfillmentApplication {

  public static void main(String[] args) {
    SpringApplication.run(FulfillmentApplication.class, args);
  }
}
