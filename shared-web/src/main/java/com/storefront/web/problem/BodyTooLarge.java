package com.storefront.web.problem;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** More of a body has come than may be sent. */
class BodyTooLarge extends ErrorResponseException {

  BodyTooLarge() {
    super(HttpStatus.CONTENT_TOO_LARGE, StatusProblems.of(HttpStatus.CONTENT_TOO_LARGE), null);
  }
}
