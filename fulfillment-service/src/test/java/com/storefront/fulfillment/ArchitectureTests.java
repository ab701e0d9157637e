package com.storefront.fulfillment;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.Repository;

@AnalyzeClasses(packages = "com.storefront.fulfillment", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule ONLY_WEB_KNOWS_WEB =
      noClasses()
          .that(not(resideInAPackage("..web..")))
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
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework.data.mongodb.core", "com.mongodb.."))
          .orShould()
          .beAssignableTo(CrudRepository.class)
          .because("a whole-document save of an older copy would erase or bring back events");

  @ArchTest
  static final ArchRule REPOSITORIES_READ =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .areAssignableTo(Repository.class)
          .should()
          .haveNameMatching("find.*")
          .because("aggregates are written by AggregateStore alone");

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
              resideInAnyPackage("com.storefront.accounts..", "com.storefront.orders.."))
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
          .matching("com.storefront.fulfillment.(**)")
          .should()
          .beFreeOfCycles()
          .because("a reader who opens one package must not need all");
}
