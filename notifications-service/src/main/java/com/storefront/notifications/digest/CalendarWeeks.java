package com.storefront.notifications.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import org.springframework.stereotype.Component;

/**
 * Weeks of ISO 8601 that begin on the day and at the time when digests are decided. 2027-01-01 is
 * in 2026-W53.
 */
@Component
public final class CalendarWeeks implements Weeks {

  private final DigestSettings settings;

  public CalendarWeeks(DigestSettings settings) {
    this.settings = settings;
  }

  @Override
  public DigestWeek at(Instant now) {
    int days = settings.day().getValue() - DayOfWeek.MONDAY.getValue();
    LocalDateTime sinceStart =
        now.atZone(settings.zone())
            .toLocalDateTime()
            .minusDays(days)
            .minusNanos(settings.time().toNanoOfDay());
    LocalDate monday =
        sinceStart.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    Instant start =
        monday.plusDays(days).atTime(settings.time()).atZone(settings.zone()).toInstant();
    String name =
        "%d-W%02d"
            .formatted(
                monday.get(IsoFields.WEEK_BASED_YEAR),
                monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    return new DigestWeek(name, start.plus(settings.late()));
  }
}
