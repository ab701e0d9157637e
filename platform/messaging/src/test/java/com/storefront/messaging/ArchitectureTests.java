package com.storefront.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.storefront.messaging", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule dependsOnNoEvent =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.storefront.events..")
          .because("any service can use it with its own events");

  @ArchTest
  static final ArchRule usesJackson3 =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..")
          .because("Jackson 3 is what Spring Boot configures");

  @ArchTest
  static final ArchRule publishingDoesNotDependOnConsuming =
      noClasses()
          .that()
          .resideInAnyPackage("..aggregate..", "..outbox..", "..republish..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..consumer..")
          .because("a service may publish without consuming");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices()
          .matching("com.storefront.(**)")
          .should()
          .beFreeOfCycles()
          .because("each package can be understood without those that use it");
}
