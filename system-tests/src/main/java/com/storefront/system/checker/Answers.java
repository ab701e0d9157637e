package com.storefront.system.checker;

import static com.storefront.system.checker.Ledger.fingerprint;

import com.storefront.events.OrderStatusType;
import java.util.EnumSet;
import java.util.function.Predicate;

/** What clients were answered about one aggregate of one service, or about all at once. */
final class Answers {

  private static final CommandKind[] KINDS = CommandKind.values();

  private final Ledger answered = new Ledger();
  private final Ledger builtUpon = new Ledger();
  private static final short[] NONE = new short[KINDS.length];

  private short[] done = NONE;
  private short[] unanswered = NONE;
  private short[] refused = NONE;
  private long forkedFrom;
  private long createdUnder;

  void add(HistoryEvent.Command command) {
    int kind = command.kind().ordinal();
    if (command.isRefused()) {
      refused = counted(refused, kind);
    } else if (!command.isDone()) {
      unanswered = counted(unanswered, kind);
    } else {
      done = counted(done, kind);
      if (command.kind().creates()) {
        createdUnder = fingerprint(command.key());
      }
      OrderStatusType effect = command.kind().effect();
      if (command.version() != null) {
        answered.sortIn(command.version(), 0, fingerprint(command.content()), effect);
      }
      takeUp(command);
    }
  }

  private static short[] counted(short[] counts, int kind) {
    short[] own = counts == NONE ? NONE.clone() : counts;
    own[kind]++;
    return own;
  }

  /** Of all that build upon one version, one can be done; a change of nothing does not count. */
  private void takeUp(HistoryEvent.Command command) {
    Long upon = command.ifMatch();
    boolean changes = upon != null && (command.version() == null || command.version() > upon);
    if (upon != null && changes) {
      if (builtUpon.find(upon) >= 0) {
        forkedFrom = upon;
      }
      builtUpon.sortIn(upon, 0, 0, null);
    }
  }

  boolean created() {
    return done[CommandKind.REGISTER.ordinal()] + done[CommandKind.PLACE.ordinal()] > 0;
  }

  boolean done(CommandKind kind) {
    return done[kind.ordinal()] > 0;
  }

  boolean isUnderOtherKey(long key) {
    return createdUnder != 0 && createdUnder != key;
  }

  /** The versions, contents and effects that were answered. */
  Ledger answered() {
    return answered;
  }

  /** Zero, or the version that two answered changes built upon. */
  long forkedFrom() {
    return forkedFrom;
  }

  long highest() {
    return answered.size() == 0 ? 0 : answered.sequence(answered.size() - 1);
  }

  /** How many customer changes may have happened; -1 if none was refused. */
  long mostChangesBesideRefused() {
    Predicate<CommandKind> changes = EnumSet.of(CommandKind.CHANGE, CommandKind.DELETE)::contains;
    return sum(refused, changes) == 0 ? -1 : most(changes);
  }

  /** Whether somebody was refused to bring an order to a station. */
  boolean refused(CommandKind.Owner owner, OrderStatusType effect) {
    return sum(refused, bringing(owner, effect)) > 0;
  }

  /** How often an order may have come to a station. */
  long most(CommandKind.Owner owner, OrderStatusType effect) {
    return most(bringing(owner, effect));
  }

  private long most(Predicate<CommandKind> which) {
    return sum(done, which) + sum(unanswered, which);
  }

  private static Predicate<CommandKind> bringing(CommandKind.Owner owner, OrderStatusType effect) {
    return kind -> kind.owner() == owner && kind.effect() == effect;
  }

  private static long sum(short[] counts, Predicate<CommandKind> which) {
    long sum = 0;
    for (CommandKind kind : KINDS) {
      if (which.test(kind)) {
        sum += counts[kind.ordinal()];
      }
    }
    return sum;
  }
}
