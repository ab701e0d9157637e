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
  static final ArchRule knowsNoEventByName =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.storefront.events..")
          .because("any service can use it, with events of its own");

  @ArchTest
  static final ArchRule readsJsonOneWay =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..")
          .because("Jackson 3 is what Spring Boot configures");

  @ArchTest
  static final ArchRule writersKnowNothingOfFollowers =
      noClasses()
          .that()
          .resideInAPackage("..outbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..follower..", "..deadletter..")
          .because("a service may publish without following anybody");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices()
          .matching("com.storefront.messaging.(*)..")
          .should()
          .beFreeOfCycles()
          .because("each part is to be understood without the others");
}
