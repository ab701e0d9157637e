package com.storefront.accounts;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.repository.Repository;

@AnalyzeClasses(packages = "com.storefront.accounts", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

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
  static final ArchRule ONLY_THE_STORE_WRITES_AGGREGATES =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(assignableTo(MongoOperations.class)))
                  .and(
                      target(
                          nameMatching(
                              "(save|insert|update|upsert|remove|replace|find(AllAnd|And)|bulkOps"
                                  + "|getCollection|execute|withSession).*"))))
          .because("a whole-document save of an older copy would erase or bring back events");

  @ArchTest
  static final ArchRule NO_REPOSITORY_THAT_COULD_SAVE =
      noClasses()
          .should()
          .beAssignableTo(Repository.class)
          .because("aggregates are written by AggregateStore, and read by what names its queries");

  @ArchTest
  static final ArchRule KAFKA_IS_THE_MESSAGING_MODULES =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework.kafka..", "org.apache.kafka.."))
          .because("an event is published by the relay only, after the state was saved");

  @ArchTest
  static final ArchRule SERVICES_DO_NOT_MEET =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("com.storefront.orders..", "com.storefront.fulfillment.."))
          .because("services know nothing of each other but three facts");

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
          .matching("com.storefront.accounts.(**)")
          .should()
          .beFreeOfCycles()
          .because("a reader who opens one package must not need all");
}
