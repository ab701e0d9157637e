package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.storefront.messaging.role.Role;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DurableWritesTests {

  /** An event must not be published before its change is durable. */
  @Test
  void overrideTheConnectionString() {
    MongoClientSettings durable = settings(Role.ALL);

    assertThat(durable.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
    assertThat(durable.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
    assertThat(durable.getReadPreference()).isEqualTo(ReadPreference.primary());
    assertThat(durable.getRetryWrites()).isTrue();
  }

  /** Also a secondary answers only with what cannot be rolled back. */
  @Test
  void readersReadDurableDataFromSecondaries() {
    MongoClientSettings reader = settings(Role.READ);

    assertThat(reader.getReadPreference())
        .isEqualTo(ReadPreference.secondaryPreferred(90, TimeUnit.SECONDS));
    assertThat(reader.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
  }

  private static MongoClientSettings settings(Role role) {
    var settings =
        MongoClientSettings.builder()
            .applyConnectionString(
                new ConnectionString(
                    "mongodb://localhost/?w=1&journal=false&retryWrites=false"
                        + "&readPreference=nearest&readConcernLevel=local"));
    new MessagingAutoConfiguration.DatabaseConfiguration()
        .durableWrites(new Role.Settings(role))
        .customize(settings);
    return settings.build();
  }

  @Test
  void waitForAnAnswerForAtMostHalfAMinute() {
    assertThat(readTimeoutSeconds("mongodb://localhost/")).isEqualTo(30);
    assertThat(readTimeoutSeconds("mongodb://localhost/?socketTimeoutMS=5000")).isEqualTo(5);
    assertThat(readTimeoutSeconds("mongodb://localhost/?timeoutMS=5000")).isZero();
  }

  private static int readTimeoutSeconds(String uri) {
    var settings = MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
    new MessagingAutoConfiguration.DatabaseConfiguration().socketReadTimeout().customize(settings);
    return settings.build().getSocketSettings().getReadTimeout(TimeUnit.SECONDS);
  }
}
