package com.storefront.gateway;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Hides management endpoints. They have separate ports; this covers a service that serves them on
 * its API port by mistake. Controllers take precedence over routes.
 */
@RestController
class HiddenManagementController {

  @RequestMapping({"/actuator/**", "/*/actuator/**"})
  void deny() {
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
