package com.storefront.orders;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.storefront.messaging.outbox.Aggregate;
import com.storefront.orders.customer.Customers;
import com.storefront.service.tests.ServiceRules;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.repository.Repository;

@AnalyzeClasses(packages = "com.storefront.orders", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest static final ArchTests EVERY_SERVICE = ArchTests.in(ServiceRules.class);

  @ArchTest
  static final ArchRule ONLY_THE_STORE_WRITES_AGGREGATES =
      noClasses()
          .that(not(assignableTo(Customers.class)))
          .should()
          .callMethodWhere(
              target(owner(assignableTo(MongoOperations.class)))
                  .and(
                      target(
                          nameMatching(
                              "(save|insert|update|upsert|remove|replace|find(AllAnd|And)|bulkOps"
                                  + "|execute|withSession).*|getCollection"))))
          .because("a whole-document save of an older copy would erase or bring back events");

  @ArchTest
  static final ArchRule NO_REPOSITORY_THAT_COULD_SAVE =
      noClasses()
          .should()
          .beAssignableTo(Repository.class)
          .because("aggregates are written by AggregateStore, and read by what names its queries");

  @ArchTest
  static final ArchRule COPIES_KNOW_NO_AGGREGATE =
      noClasses()
          .that(assignableTo(Customers.class))
          .should()
          .dependOnClassesThat(assignableTo(Aggregate.class))
          .because("a change of a customer never touches an order");
}
