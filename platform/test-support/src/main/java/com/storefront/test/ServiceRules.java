package com.storefront.test;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.storefront.messaging.aggregate.Aggregate;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.Repository;

/** The architecture of every service with a database. */
public final class ServiceRules {

  /** Copies of another service's aggregates: the only documents without version and outbox. */
  private static final String COPIES = "com.storefront.orders.customer";

  @ArchTest static final ArchTests EVERY_APPLICATION = ArchTests.in(ApplicationRules.class);

  @ArchTest
  static final ArchRule ONLY_THE_STORE_WRITES_AGGREGATES =
      noClasses()
          .that()
          .resideOutsideOfPackage(COPIES)
          .should()
          .callMethodWhere(
              target(owner(assignableTo(MongoOperations.class)))
                  .and(
                      target(
                          nameMatching(
                              "(save|insert|update|upsert|remove|replace|find(AllAnd|And)|bulkOps"
                                  + "|execute|withSession).*|getCollection"))))
          .orShould()
          .dependOnClassesThat(resideInAnyPackage("com.mongodb.client.."))
          .because("a whole-document save of an older copy would erase or resurrect events");

  @ArchTest
  static final ArchRule COPIES_DO_NOT_KNOW_AGGREGATES =
      noClasses()
          .that()
          .resideInAPackage(COPIES)
          .should()
          .dependOnClassesThat(assignableTo(Aggregate.class))
          .allowEmptyShould(true)
          .because("a change of a customer does not change an order");

  @ArchTest
  static final ArchRule NO_REPOSITORY_INHERITS_WRITES =
      noClasses()
          .should()
          .beAssignableTo(CrudRepository.class)
          .because("aggregates are written by AggregateStore only");

  @ArchTest
  static final ArchRule REPOSITORIES_ONLY_READ =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .areAssignableTo(Repository.class)
          .should()
          .haveNameNotMatching("(save|insert|update|delete|remove).*")
          .allowEmptyShould(true)
          .because("aggregates are written by AggregateStore only");

  @ArchTest
  static final ArchRule ONLY_WEB_USES_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackages("..web..", "..sample..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "..web..", "org.springframework.hateoas..", "org.springframework.http.."))
          .because("the domain does not depend on its representation");

  @ArchTest
  static final ArchRule ONLY_MESSAGING_USES_KAFKA =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework.kafka..", "org.apache.kafka.."))
          .because("only the relay publishes events, after the state was saved");

  private ServiceRules() {}
}
