package com.storefront.console.page;

import com.storefront.web.security.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logs that a page shows personal data. The page requests it before it shows them. */
@RestController
class PersonalDataController {

  private static final Logger log = LoggerFactory.getLogger(PersonalDataController.class);

  @PostMapping("/api/personal-data")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void show(@Valid @RequestBody Show show, @Nullable Principal caller) {
    log.info("Personal data of page /{} shown to {}", show.page(), Actor.of(caller));
  }

  /**
   * @param page its path, which has ids only
   */
  record Show(@NotNull @Pattern(regexp = "[\\w/-]{0,100}") String page) {}
}
