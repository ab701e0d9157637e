package com.storefront.test;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.storefront.messaging.aggregate.Aggregate;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.Repository;

/** The architecture of every service. */
public final class ServiceRules {

  private static final List<String> SERVICES = List.of("accounts", "orders", "fulfillment");

  /** Copies of another service's aggregates: the only documents without version and outbox. */
  private static final String COPIES = "com.storefront.orders.customer";

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
  static final ArchRule NO_JACKSON_2 =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core.."))
          .because("our JSON is written by Jackson 3; libraries bring Jackson 2 for themselves");

  @ArchTest
  static final ArchRule ONLY_MESSAGING_USES_KAFKA =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework.kafka..", "org.apache.kafka.."))
          .because("only the relay publishes events, after the state was saved");

  @ArchTest
  static final ArchRule SERVICES_ARE_INDEPENDENT =
      CompositeArchRule.of(SERVICES.stream().map(ServiceRules::dependsOnNoOther).toList());

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
          .matching("com.storefront.*.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package can be read with those that it uses, and without the others");

  @ArchTest
  static final ArchRule NO_CYCLES_OF_FEATURES =
      slices()
          .matching("com.storefront.*.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a view of two features belongs to the web package of the one that owns it");

  private ServiceRules() {}

  private static ArchRule dependsOnNoOther(String service) {
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
        .because("services share the published events only");
  }
}
