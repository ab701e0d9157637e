package com.storefront.console.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest notices, from which a page that was disconnected resumes. Not safe for threads. */
final class RecentNotices {

  private final int capacity;
  private final Deque<Notice> notices = new ArrayDeque<>();

  /** By partition, the first offset from which on every notice is kept. */
  private final Map<String, Long> first = new HashMap<>();

  /** By partition, the offset after the newest notice. */
  private final Map<String, Long> next = new HashMap<>();

  RecentNotices(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Begins a partition at an offset. Notices of it are forgotten if the offset does not continue
   * them.
   */
  void begin(String partition, long offset) {
    if (!Long.valueOf(offset).equals(next.get(partition))) {
      notices.removeIf(it -> Positions.name(it.topic(), it.partition()).equals(partition));
      first.put(partition, offset);
      next.put(partition, offset);
    }
  }

  /** The offset at which the reading of a partition continues. */
  Optional<Long> next(String partition) {
    return Optional.ofNullable(next.get(partition));
  }

  void add(Notice notice) {
    notices.add(notice);
    next.put(Positions.name(notice.topic(), notice.partition()), notice.offset() + 1);
    if (notices.size() > capacity) {
      Notice oldest = notices.remove();
      first.put(Positions.name(oldest.topic(), oldest.partition()), oldest.offset() + 1);
    }
  }

  Positions positions() {
    return new Positions(next);
  }

  /**
   * The notices after the given positions, in the order of their arrival.
   *
   * @return empty if some of them are no longer kept, or if the partitions are others
   */
  Optional<List<Notice>> since(Positions seen) {
    boolean isKept =
        seen.next().keySet().equals(next.keySet())
            && next.entrySet().stream()
                .allMatch(
                    it ->
                        first.getOrDefault(it.getKey(), 0L) <= seen.of(it.getKey())
                            && seen.of(it.getKey()) <= it.getValue());
    return isKept
        ? Optional.of(
            notices.stream()
                .filter(it -> it.offset() >= seen.of(Positions.name(it.topic(), it.partition())))
                .toList())
        : Optional.empty();
  }
}
