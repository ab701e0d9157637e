package com.storefront.console;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.storefront.test.ApplicationRules;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.storefront.console", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest static final ArchTests EVERY_APPLICATION = ArchTests.in(ApplicationRules.class);

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
}
