/** Says in words where an order is, and what it waits for. */
import {time, words} from '../format.js';

const MOMENT = 5_000; // an event is usually published within milliseconds

/** The step that needs attention: the first that failed, else the first that waits. */
export function verdict(steps) {
  return steps.find(step => step.state === 'failed')
    ?? steps.find(step => step.state === 'waiting')
    ?? {state: 'done', text: 'Every step is done, and both services agree.'};
}

/** The steps in their order: {state, title, text, facts?, at?}. */
export function explain(order, fulfillment, events) {
  const [request, report] = events.hops;
  const steps = [done('Placed', `Stored by orders; now at version ${order.version}.`, order.placedAt), ...timers('orders', request.source)];
  const decision = order.orderStatusEvents.find(it => ['APPROVED', 'REJECTED', 'CANCELLED'].includes(it.orderStatusType));
  if (!decision) {
    return [...steps, waiting('Decision', `Waits for a decision.${order.expiresAt ? ` Without one it is cancelled on ${time(order.expiresAt)}.` : ''}`)];
  }
  steps.push(done('Decision', `It was ${words(decision.orderStatusType)} by ${decision.actor ?? 'an unknown caller'}.`, decision.timestamp));
  if (decision.orderStatusType !== 'APPROVED') return steps;

  steps.push(...transfer('Request', request, events));
  if (fulfillment) {
    steps.push(done('Fulfillment', `Stored by fulfillment: ${words(fulfillment.status)}, version ${fulfillment.version}.`));
    steps.push(...timers('fulfillment', report.source), ...transfer('Report', report, events), ...next(fulfillment));
  } else if (events.silent.includes('fulfillment')) {
    steps.push(waiting('Fulfillment', 'Fulfillment does not answer, so it is unknown how far it is.'));
  }
  return steps;
}

const done = (title, text, at) => ({state: 'done', title, text, at});
const waiting = (title, text, at) => ({state: 'waiting', title, text, at});
const failed = (title, text, at) => ({state: 'failed', title, text, at});

/** The newest event of a document, from its outbox to the copy. */
function transfer(title, hop, {deadLetters, silent, isKafkaAnswering}) {
  const {topic, from, to, source, events, place, record} = hop;
  const stuck = deadLetters.filter(it => it.topic === topic)
    .map(it => failed(`${title}: dead letter`, `${capital(to)} could not apply an event: ${it.cause} Resolve it on the page Dead letters.`, it.time));
  if (!source) {
    return silent.includes(from) ? [waiting(title, `${capital(from)} does not answer, so it is unknown what it has published.`)] : stuck;
  }
  if (source.pending.length) {
    return [...stuck, {...unpublished(title, from, source.pending, isKafkaAnswering), facts: facts(hop)}];
  }
  if (!source.eventId) return stuck; // nothing to publish yet

  const applied = events?.find(it => it.eventId === source.eventId);
  const at = record ? `offset ${record.offset}` : applied?.position ? `offset ${applied.position.split('~').at(-1)}` : null;
  const published = {
    ...done(`${title}: published`, `By ${from}, as version ${source.sequence}.${trace(record)}`, record?.time ?? source.eventAt),
    facts: facts(hop, at),
  };
  if (applied) {
    const unknown = applied.position ? '' : ' The position of its record is unknown, because an earlier version applied it.';
    return [published, ...stuck, done(`${title}: consumed`, `By ${to}.${unknown}`)];
  }
  return [published, ...(stuck.length ? stuck : [unapplied(title, hop, silent.includes(to), isKafkaAnswering)])];
}

function unpublished(title, from, pending, isKafkaAnswering) {
  const parked = pending.find(it => it.parked);
  const at = pending[0].at;
  if (parked) {
    return failed(`${title}: not published`, `The event can never be published: ${parked.parked} See “outbox-parked” in the runbook.`, at);
  }
  if (!isKafkaAnswering) {
    return waiting(`${title}: not published`, `It waits in the outbox of ${from}, because Kafka does not answer. It is published as soon as Kafka is back.`, at);
  }
  return waiting(`${title}: not published`, Date.now() - new Date(at) < MOMENT
    ? `It waits in the outbox of ${from}, which publishes it in a moment.`
    : `It waits in the outbox of ${from}, although Kafka answers: no instance of ${from} publishes. See “relay-without-holder” in the runbook.`, at);
}

function unapplied(title, {to, events, place, record, isSearchComplete}, isSilent, isKafkaAnswering) {
  const answer = isSilent ? ` ${capital(to)} does not answer.` : '';
  if (record) {
    const before = record.offset - (place.end - place.lag);
    return waiting(`${title}: not consumed`, `${capital(to)} has not consumed it; ${before === 1 ? '1 record is' : `${before} records are`} before it.${answer}`);
  }
  if (!isKafkaAnswering) {
    return waiting(`${title}: not consumed`, `Kafka does not answer, so ${to} cannot consume it.${answer}`);
  }
  if (!isSearchComplete) {
    return waiting(`${title}: not consumed`, `${capital(to)} has not consumed it. It is not among the first of the ${place.lag} records that wait.${answer}`);
  }
  return events
    ? failed(`${title}: lost`, `${capital(to)} has consumed it, but does not have it. Compare both services with ./storefront verify.`)
    : waiting(`${title}: consumed`, `${capital(to)} has consumed it, and does not answer now.`);
}

/** What the order waits for at fulfillment. */
function next({status, order, booking, heldTooLongSince}) {
  switch (status) {
    case 'APPROVED': return [waiting('Processing', 'Waits until its processing is started.')];
    case 'PROCESSING': return [booking ? label(booking) : waiting('Shipment', 'Waits until it is shipped.')];
    case 'ON_HOLD': return [waiting('Hold', `It is on hold until it is released or cancelled.${heldTooLongSince ? ' This takes too long.' : ''}`, order.orderStatusEvents.at(-1).timestamp)];
    case 'SHIPPED': return [waiting('Transit', 'Waits until it is in transit.')];
    case 'IN_TRANSIT': return [waiting('Receipt', 'Waits until it is received.')];
    case 'LOST': return [waiting('Loss', 'The parcel is lost. It may still be found, or come back.')];
    default: return [];
  }
}

/** Where the booking of a label is. */
export function label({carrier, attempts, lastError, nextAttemptAt, stuckSince}) {
  if (stuckSince) return failed('Label', `No label is booked with ${carrier}: ${lastError} Book again, or skip the booking.`, stuckSince);
  if (!attempts) return waiting('Label', `A label is being booked with ${carrier}.`);
  return waiting('Label', `No label is booked with ${carrier} yet: ${lastError} The next attempt is on ${time(nextAttemptAt)}.`);
}

function timers(service, source) {
  return (source?.failingTimers ?? []).map(it =>
    failed('Timer', `Timer ${it.name} of ${service} fails: ${it.failure} Run or remove it on the page Dead letters.`, it.at));
}

/** Where the newest event is, in numbers. */
function facts({topic, to, source, events, place}, at) {
  const version = events ? `${to} has ${events.length ? `version ${Math.max(...events.map(it => it.sequence))}` : 'none'}` : null;
  return [
    `document version ${source.version}`,
    source.pending.length ? `${source.pending.length} in the outbox` : 'outbox empty',
    `topic ${topic}`,
    place ? `partition ${place.partition}` : null,
    at,
    place ? `group ${to}` : null,
    place ? `committed offset ${place.committed ?? 'none'} of ${place.end}` : null,
    place ? `lag ${place.lag}` : null,
    version,
  ].filter(Boolean).join(' · ');
}

function trace(record) {
  return record?.traceparent ? ` Trace ${record.traceparent.split('-')[1]}.` : '';
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}
