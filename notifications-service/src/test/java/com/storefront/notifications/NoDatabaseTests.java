package com.storefront.notifications;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.test.ApplicationRules;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.ClassUtils;

/** The service has no database, and its stream does nothing but read and write Kafka. */
@AnalyzeClasses(packages = "com.storefront.notifications", importOptions = DoNotIncludeTests.class)
class NoDatabaseTests {

  @ArchTest static final ArchTests EVERY_APPLICATION = ArchTests.in(ApplicationRules.class);

  @ArchTest
  static final ArchRule PROCESSORS_DO_NO_IO =
      noClasses()
          .that()
          .resideInAnyPackage("..notifications.order..", "..notifications.digest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.mail..",
              "java.io..",
              "java.net..",
              "org.apache.kafka.clients.producer..",
              "org.apache.kafka.clients.admin..",
              "org.springframework.mail..",
              "org.springframework.kafka..")
          .because("what a processor does is repeated when its transaction is aborted");

  @ArchTest
  static final ArchRule ONLY_THE_MAILER_MAILS =
      noClasses()
          .that()
          .resideOutsideOfPackage("..notifications.mailer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.mail..", "org.springframework.mail..")
          .because("a mail is claimed before it is sent, and settled afterwards");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.mongodb.MongoClientSettings",
        "com.mongodb.client.MongoClient",
        "org.springframework.data.mongodb.core.MongoOperations",
        "org.springframework.jdbc.core.JdbcTemplate",
        "org.rocksdb.RocksDB"
      })
  void hasNoDatabaseOnItsClassPath(String type) {
    assertThat(ClassUtils.isPresent(type, getClass().getClassLoader())).isFalse();
  }
}
