package com.storefront.system.checker;

import static com.storefront.system.checker.VersionLog.fingerprint;

import com.storefront.events.order.OrderStatusType;
import java.util.EnumSet;
import java.util.function.Predicate;

/** The answers to the commands on one aggregate at one service, or to commands to all orders. */
final class Answers {

  private static final CommandKind[] KINDS = CommandKind.values();
  private static final short[] NONE = new short[KINDS.length];

  private final VersionLog answered = new VersionLog();
  private final VersionLog changedVersions = new VersionLog();

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
        answered.insertSorted(command.version(), 0, fingerprint(command.content()), effect);
      }
      addChangedVersion(command);
    }
  }

  private static short[] counted(short[] counts, int kind) {
    short[] own = counts == NONE ? NONE.clone() : counts;
    own[kind]++;
    return own;
  }

  /** Only one command can change an expected version; a command without effect does not count. */
  private void addChangedVersion(HistoryEvent.Command command) {
    Long expected = command.ifMatch();
    if (expected != null && (command.version() == null || command.version() > expected)) {
      if (changedVersions.contains(expected)) {
        forkedFrom = expected;
      }
      changedVersions.insertSorted(expected, 0, 0, null);
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

  /** The versions, contents and effects in the answers. */
  VersionLog answered() {
    return answered;
  }

  /** The version that two answers claim to have changed; 0 if there is none. */
  long forkedFrom() {
    return forkedFrom;
  }

  long highest() {
    return answered.lastSequence();
  }

  /** How many changes of the customer may have happened; -1 if none was refused. */
  long mostChangesBesideRefused() {
    Predicate<CommandKind> changes = EnumSet.of(CommandKind.CHANGE, CommandKind.DELETE)::contains;
    return sum(refused, changes) == 0 ? -1 : most(changes);
  }

  /** Whether a command to this status was refused. */
  boolean refused(CommandKind.Owner owner, OrderStatusType effect) {
    return sum(refused, withEffect(owner, effect)) > 0;
  }

  /** How often the order may have got this status. */
  long most(CommandKind.Owner owner, OrderStatusType effect) {
    return most(withEffect(owner, effect));
  }

  private long most(Predicate<CommandKind> which) {
    return sum(done, which) + sum(unanswered, which);
  }

  private static Predicate<CommandKind> withEffect(
      CommandKind.Owner owner, OrderStatusType effect) {
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
