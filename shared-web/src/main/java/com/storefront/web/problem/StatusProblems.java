package com.storefront.web.problem;

import com.storefront.web.Problems;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The problems that are fully told by their status. */
final class StatusProblems {

  private StatusProblems() {}

  static ProblemDetail of(HttpStatus status) {
    return Problems.of(status, name(status), detail(status));
  }

  static ProblemDetail of(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    if (known == null || !known.isError()) {
      known = status < 500 ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR;
    }
    return of(known);
  }

  static String name(HttpStatus status) {
    return switch (status) {
      case CONTENT_TOO_LARGE -> "body-too-large";
      case INTERNAL_SERVER_ERROR -> "internal-error";
      default -> status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    };
  }

  private static String detail(HttpStatus status) {
    return switch (status) {
      case BAD_REQUEST -> "the request is not well formed";
      case NOT_FOUND -> "there is nothing under this path";
      case METHOD_NOT_ALLOWED -> "this path does not know the method; see the Allow header";
      case NOT_ACCEPTABLE -> "none of the media types that the Accept header names is available";
      case CONTENT_TOO_LARGE -> "the body is larger than may be sent";
      case UNSUPPORTED_MEDIA_TYPE -> "a body of this media type is not understood here";
      case REQUEST_HEADER_FIELDS_TOO_LARGE ->
          "request line and headers are larger than may be sent";
      case SERVICE_UNAVAILABLE -> "this can't be done for the moment; try again";
      case INTERNAL_SERVER_ERROR ->
          "something went wrong here; the trace id helps to find out what";
      default -> status.getReasonPhrase();
    };
  }
}
