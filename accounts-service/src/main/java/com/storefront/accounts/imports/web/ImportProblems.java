package com.storefront.accounts.imports.web;

import com.storefront.accounts.imports.ImportFinished;
import com.storefront.accounts.imports.ImportNotFound;
import com.storefront.accounts.imports.csv.CsvTooLarge;
import com.storefront.accounts.imports.csv.InvalidCsv;
import com.storefront.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps the exceptions of imports to problem documents. */
@RestControllerAdvice
class ImportProblems {

  @ExceptionHandler
  ProblemDetail on(ImportNotFound e) {
    return Problems.of(HttpStatus.NOT_FOUND, "import-not-found", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(ImportFinished e) {
    return Problems.of(HttpStatus.CONFLICT, "import-completed", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(CsvTooLarge e) {
    return Problems.of(HttpStatus.CONTENT_TOO_LARGE, "file-too-large", e.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(TooManyUploads e) {
    return Problems.unavailable("too-many-uploads", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(InvalidCsv e) {
    ProblemDetail problem =
        Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-csv", e.getMessage());
    problem.setProperty("line", e.line());
    if (e.column() > 0) {
      problem.setProperty("column", e.column());
    }
    return problem;
  }
}
