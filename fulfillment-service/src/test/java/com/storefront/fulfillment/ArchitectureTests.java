package com.storefront.fulfillment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.storefront.service.tests.ServiceRules;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.Repository;

@AnalyzeClasses(packages = "com.storefront.fulfillment", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest static final ArchTests EVERY_SERVICE = ArchTests.in(ServiceRules.class);

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
}
