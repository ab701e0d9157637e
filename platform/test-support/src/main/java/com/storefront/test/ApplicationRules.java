package com.storefront.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/** The architecture of every application, with or without a database. */
public final class ApplicationRules {

  private static final List<String> APPLICATIONS =
      List.of("accounts", "orders", "fulfillment", "notifications", "console");

  @ArchTest
  static final ArchRule NO_JACKSON_2 =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core.."))
          .because("our JSON is written by Jackson 3; libraries bring Jackson 2 for themselves");

  @ArchTest
  static final ArchRule SERVICES_ARE_INDEPENDENT =
      CompositeArchRule.of(APPLICATIONS.stream().map(ApplicationRules::dependsOnNoOther).toList());

  @ArchTest
  static final ArchRule CONTROLLERS_ARE_PACKAGE_PRIVATE =
      classes()
          .that()
          .haveSimpleNameEndingWith("Controller")
          .should()
          .bePackagePrivate()
          .because("controllers are called over HTTP only");

  @ArchTest
  static final ArchRule NO_CYCLES_OF_PACKAGES =
      slices()
          .matching("com.storefront.*.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package can be read with those that it uses, and without the others");

  @ArchTest
  static final ArchRule NO_CYCLES_OF_FEATURES =
      slices()
          .matching("com.storefront.*.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a view of two features belongs to the web package of the one that owns it");

  private ApplicationRules() {}

  private static ArchRule dependsOnNoOther(String application) {
    String[] others =
        APPLICATIONS.stream()
            .filter(each -> !each.equals(application))
            .map(each -> "com.storefront." + each + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("com.storefront." + application + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .allowEmptyShould(true)
        .because("services share the published events only");
  }
}
