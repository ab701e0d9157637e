package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DurableWritesTests {

  /** An event must not be published before its change is durable. */
  @Test
  void overrideTheConnectionString() {
    var settings =
        MongoClientSettings.builder()
            .applyConnectionString(
                new ConnectionString(
                    "mongodb://localhost/?w=1&journal=false&retryWrites=false"
                        + "&readPreference=secondary&readConcernLevel=local"));

    new MessagingAutoConfiguration.DatabaseConfiguration().durableWrites().customize(settings);

    MongoClientSettings durable = settings.build();
    assertThat(durable.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
    assertThat(durable.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
    assertThat(durable.getReadPreference()).isEqualTo(ReadPreference.primary());
    assertThat(durable.getRetryWrites()).isTrue();
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
