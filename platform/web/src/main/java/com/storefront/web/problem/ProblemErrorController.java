package com.storefront.web.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers requests that a servlet filter or Tomcat refused, in the form of all other errors. */
@Hidden
@RestController
class ProblemErrorController implements ErrorController {

  /** The status is missing when a client requests the error page itself. */
  @RequestMapping("${server.error.path:${error.path:/error}}")
  void problem(
      @RequestAttribute(name = RequestDispatcher.ERROR_STATUS_CODE, required = false)
          @Nullable Integer status) {
    throw new ErrorResponseException(HttpStatusCode.valueOf(status == null ? 404 : status));
  }
}
