package com.storefront.service.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/** How every service is built; each adds who writes what. */
public final class ServiceRules {

  private static final List<String> SERVICES = List.of("accounts", "orders", "fulfillment");

  @ArchTest
  static final ArchRule ONLY_WEB_KNOWS_WEB =
      noClasses()
          .that()
          .resideOutsideOfPackage("..web..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "..web..", "org.springframework.hateoas..", "org.springframework.http.."))
          .because("representations are another language than the domain");

  @ArchTest
  static final ArchRule NO_JACKSON_2 =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core.."))
          .because("Jackson 3 writes our JSON; the old one is only on the class path for others");

  @ArchTest
  static final ArchRule KAFKA_IS_THE_MESSAGING_MODULES =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework.kafka..", "org.apache.kafka.."))
          .because("an event is published by the relay only, after the state was saved");

  @ArchTest
  static final ArchRule SERVICES_DO_NOT_MEET =
      CompositeArchRule.of(SERVICES.stream().map(ServiceRules::meetsNoOther).toList());

  @ArchTest
  static final ArchRule WEB_HIDES_ITS_CONTROLLERS =
      classes()
          .that()
          .haveSimpleNameEndingWith("Controller")
          .should()
          .bePackagePrivate()
          .because("nobody calls a controller but HTTP");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("com.storefront.*.(**)")
          .should()
          .beFreeOfCycles()
          .because("a reader who opens one package must not need all");

  private ServiceRules() {}

  private static ArchRule meetsNoOther(String service) {
    String[] others =
        SERVICES.stream()
            .filter(each -> !each.equals(service))
            .map(each -> "com.storefront." + each + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("com.storefront." + service + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .allowEmptyShould(true)
        .because("services know nothing of each other but three facts");
  }
}
