package com.storefront.notifications;

import static com.storefront.events.order.OrderStatusType.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.customer.Preferences;
import com.storefront.notifications.digest.DigestWeek;
import com.storefront.notifications.digest.Weeks;
import com.storefront.notifications.mail.MailDecided;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One digest a customer and week. */
class WeeklyTests {

  private static final Duration TICK = Duration.ofSeconds(1);

  @Test
  void decidesOneDigestInEachWeekOfAYearOf53Weeks() {
    try (var stream = TestStream.at("2026-01-05T05:00:00Z")) {
      stream.customer("c", 1, TestStream.ALL);
      stream.request("o", "c");
      var expected = new ArrayList<String>();
      for (int week = 2; week <= 53; week++) {
        expected.add("digest~2026-W%02d~c".formatted(week));
      }
      expected.add("digest~2027-W01~c");

      for (int hours = 0; hours < 53 * 7 * 24; hours += 4) {
        stream.advance(Duration.ofHours(4));
      }

      assertThat(stream.decidedIds()).containsExactlyElementsOf(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, MONDAY, 06:00, 2026-11-23T05:59:59Z, 2026-W47",
    "UTC, MONDAY, 06:00, 2026-11-23T06:00:00Z, 2026-W48",
    "UTC, MONDAY, 06:00, 2027-01-01T12:00:00Z, 2026-W53",
    "UTC, MONDAY, 06:00, 2027-01-04T06:00:00Z, 2027-W01",
    "UTC, WEDNESDAY, 18:30, 2026-11-25T18:29:59Z, 2026-W47",
    "UTC, WEDNESDAY, 18:30, 2026-11-25T18:30:00Z, 2026-W48",
    // Berlin: 02:00 to 03:00 do not exist on 29 March, and exist twice on 25 October 2026.
    "Europe/Berlin, SUNDAY, 02:30, 2026-03-29T00:59:59Z, 2026-W12",
    "Europe/Berlin, SUNDAY, 02:30, 2026-03-29T01:00:00Z, 2026-W13",
    "Europe/Berlin, SUNDAY, 02:30, 2026-10-25T00:29:59Z, 2026-W42",
    "Europe/Berlin, SUNDAY, 02:30, 2026-10-25T00:30:00Z, 2026-W43",
    "Europe/Berlin, SUNDAY, 02:30, 2026-10-25T01:30:00Z, 2026-W43",
    "Pacific/Auckland, MONDAY, 06:00, 2026-11-22T17:00:00Z, 2026-W48"
  })
  void namesWeeksByTheirYearInTheZone(
      String zone, DayOfWeek day, String time, Instant now, String week) {
    assertThat(TestStream.weeks(zone, day, time).at(now).name()).isEqualTo(week);
  }

  @Test
  void decidesNothingWhenTheClockIsSetBack() {
    var week = new AtomicReference<>("2026-W48");
    Weeks weeks = now -> new DigestWeek(week.get(), Instant.MAX);
    try (var stream = TestStream.at("2026-11-23T07:00:00Z", weeks)) {
      stream.customer("c", 1, TestStream.ALL);
      stream.request("o", "c");
      stream.advance(TICK);

      week.set("2026-W47");
      stream.advance(TICK);
      week.set("2026-W48");
      stream.advance(TICK);
      week.set("2026-W49");
      stream.advance(TICK);

      assertThat(stream.decidedIds()).containsExactly("digest~2026-W48~c", "digest~2026-W49~c");
    }
  }

  @Test
  void decidesNothingBeforeTheBacklogIsApplied() {
    try (var stream = TestStream.at("2026-11-23T07:00:00Z")) {
      stream.fallBehind();
      stream.customer("c", 1, TestStream.ALL);
      stream.request("o", "c");
      stream.advance(TICK);
      stream.status("o", 4, RECEIVED);
      assertThat(stream.gauge("storefront.digest.unfinished")).isEqualTo(1);
      stream.catchUp();

      stream.advance(TICK);

      assertThat(stream.decidedIds()).doesNotContain("digest~2026-W48~c");
      assertThat(stream.gauge("storefront.digest.unfinished")).isZero();
    }
  }

  @Test
  void needsConsentAnAddressAndAnOpenOrder() {
    try (var stream = TestStream.at("2026-11-23T07:00:00Z")) {
      stream.customer("never-asked", 1, null);
      stream.customer("declined", 1, new Preferences(false, true));
      stream.customer("without-address", 1, "", TestStream.ALL);
      stream.customer("without-order", 1, TestStream.ALL);
      stream.customer("closed", 1, TestStream.ALL);
      stream.customer("deleted", 1, TestStream.ALL);
      stream.customer("digest-only", 1, new Preferences(true, false));
      for (String customer :
          List.of(
              "never-asked",
              "declined",
              "without-address",
              "closed",
              "deleted",
              "digest-only",
              "unknown")) {
        stream.request("order-of-" + customer, customer);
      }
      stream.status("order-of-closed", 2, RECEIVED);
      stream.deleted("deleted", 2);

      stream.advance(TICK);

      assertThat(stream.decidedIds())
          .filteredOn(id -> id.startsWith("digest"))
          .containsExactly("digest~2026-W48~digest-only");
    }
  }

  @Test
  void followsDeletionsAndConsentFromWeekToWeek() {
    try (var stream = TestStream.at("2026-11-23T07:00:00Z")) {
      stream.customer("deleted", 1, TestStream.ALL);
      stream.customer("declines", 1, TestStream.ALL);
      stream.request("o", "deleted");
      stream.request("p", "declines");
      stream.advance(TICK);
      assertThat(stream.decidedIds()).hasSize(2);

      stream.deleted("deleted", 2);
      stream.customer("declines", 2, new Preferences(false, true));
      stream.customer("declines", 1, TestStream.ALL);
      stream.request("q", "deleted");
      stream.advance(Duration.ofDays(7));

      assertThat(stream.decidedIds()).isEmpty();
      assertThat(stream.openOrders()).containsOnlyKeys("declines/p");
      assertThat(stream.rows("customers").toString()).doesNotContain("deleted@shop.example");
    }
  }

  @Test
  void dividesThePassIntoSlices() {
    try (var stream = TestStream.at("2026-11-23T05:00:00Z")) {
      for (int i = 0; i < 1002; i++) {
        String customer = "c%04d".formatted(i);
        stream.customer(customer, 1, TestStream.ALL);
        stream.request("a" + i, customer);
        stream.request("b" + i, customer);
      }
      stream.advance(Duration.ofHours(1));
      assertThat(stream.decidedIds()).hasSize(500);
      stream.status("a700", 4, RECEIVED);
      stream.status("b700", 4, RECEIVED);

      stream.advance(TICK);
      List<MailDecided> second = digests(stream);
      stream.advance(TICK);
      List<MailDecided> third = digests(stream);
      stream.advance(TICK);

      assertThat(second).hasSize(500).allSatisfy(it -> assertThat(it.orders()).hasSize(2));
      assertThat(third).extracting(MailDecided::customerId).containsExactly("c1001");
      assertThat(digests(stream)).isEmpty();
    }
  }

  private static List<MailDecided> digests(TestStream stream) {
    return stream.decided().stream().filter(it -> it.id().startsWith("digest")).toList();
  }

  @Test
  void leavesAnOrderThatComesAfterThePassToTheNextWeek() {
    try (var stream = TestStream.at("2026-11-23T07:00:00Z")) {
      stream.advance(TICK);
      stream.customer("c", 1, TestStream.ALL);
      stream.request("o", "c");

      stream.advance(Duration.ofHours(1));
      assertThat(stream.decidedIds()).isEmpty();

      stream.advance(Duration.ofDays(7));
      assertThat(stream.decidedIds()).containsExactly("digest~2026-W49~c");
    }
  }

  @Test
  void givesAWeekUpAfterADay() {
    try (var stream = TestStream.at("2026-11-24T07:00:00Z")) {
      stream.customer("c", 1, TestStream.ALL);
      stream.request("o", "c");
      stream.advance(TICK);
      assertThat(stream.count("storefront.digest.weeks.given.up")).as("a new service").isZero();

      stream.advance(Duration.ofDays(7));

      assertThat(stream.decidedIds()).isEmpty();
      assertThat(stream.count("storefront.digest.weeks.given.up")).isEqualTo(1);
    }
  }

  @Test
  void showsTwentyOrdersAndCountsTheOthers() {
    try (var stream = TestStream.at("2026-11-23T07:00:00Z")) {
      stream.customer("c", 1, TestStream.ALL);
      for (int i = 0; i < 25; i++) {
        stream.request("o" + i, "c");
      }

      stream.advance(TICK);

      MailDecided mail = stream.decided().get(0);
      assertThat(mail.orders()).hasSize(20);
      assertThat(mail.others()).isEqualTo(5);
    }
  }
}
