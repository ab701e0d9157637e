package com.storefront.console;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.storefront.console", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule NO_DATABASE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework.data..", "com.mongodb..", "org.bson.."))
          .because("the console stores nothing: it shows what the services answer");

  @ArchTest
  static final ArchRule PUBLISHES_NOTHING =
      noClasses()
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.kafka.clients.producer.."))
          .because("only services publish events, after they have saved their state");

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
          .matching("com.storefront.console.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a package can be read with those that it uses, and without the others");
}
