package com.storefront.local.gateway;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Health and metrics have ports of their own; should a service serve them beside its API by
 * mistake, they are still not to be had from here. Controllers come before routes.
 */
@RestController
class ManagementIsHidden {

  @RequestMapping({"/actuator/**", "/*/actuator/**"})
  void deny() {
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
