import {html, nothing} from '../lit-html.js';
import {call, members} from '../api.js';
import {ago, time, words} from '../format.js';
import {optional} from './order.js';
import {orderTable} from './orders.js';

/** Every step of an order between the services, and what it waits for. */
export function journey([guid], update) {
  let found = null;
  let steps = null;
  const page = {
    title: 'Where is my order?',
    async load() {
      if (!guid) return;
      const [order, hops] = await Promise.all([call(`/orders/orders/${guid}`), call(`/console/api/orders/${guid}/journey`)]);
      const fulfillment = await optional(`/fulfillment/fulfillments/${guid}`, {timeout: 3_000}).catch(() => null);
      steps = explain(order.body, fulfillment?.body, hops.body);
    },
    changed: notices => notices.some(it => it.key === guid),
    view: () => html`
      <form class="card" role="search" @submit=${search}>
        <label><span>Order id, or e-mail address of the customer</span>
          <input name="search" required autocomplete="off" value=${guid ?? ''}></label>
        <button class="main">Find</button>
      </form>
      ${found ? orderTable(found, 'Choose an order') : nothing}
      ${steps ? view(guid, steps) : nothing}`,
  };

  async function search(event) {
    event.preventDefault();
    const text = new FormData(event.target).get('search').trim();
    if (text.includes('@')) {
      const query = new URLSearchParams({email: text, page: 0, size: 20});
      found = members((await call(`/orders/orders?${query}`)).body);
      update();
    } else {
      location.hash = `#/journey/${encodeURIComponent(text)}`;
    }
  }
  return page;
}

function view(guid, steps) {
  const waiting = steps.find(step => step.state !== 'done');
  return html`
    <p class="message ${waiting?.state === 'failed' ? 'bad' : ''}" id="verdict">${waiting ? waiting.text : 'Every step is done, and both services agree.'}</p>
    <section class="card" aria-labelledby="steps">
      <h2 id="steps">Steps of <a href="#/orders/${guid}">${guid}</a></h2>
      <ol class="plain timeline">${steps.map(step => html`
        <li class=${step.state}>
          <strong>${step.title}</strong> <span class="state ${{done: 'good', waiting: 'warn', failed: 'bad'}[step.state]}">${step.state}</span>
          <p>${step.text}</p>
          ${step.at ? html`<p class="soft">${time(step.at)}, ${ago(step.at)}</p>` : nothing}
        </li>`)}</ol>
    </section>`;
}

/** The steps in their order. Exported for tests. */
export function explain(order, fulfillment, {hops: [request, status], deadLetters}) {
  const events = order.orderStatusEvents;
  const steps = [{state: 'done', title: 'Placed', text: `Stored by orders; now at version ${order.version}.`, at: events[0].timestamp}];
  const decision = events.find(it => ['APPROVED', 'REJECTED', 'CANCELLED'].includes(it.orderStatusType));
  if (!decision) {
    return [...steps, {state: 'waiting', title: 'Decision', text: `Waits for a decision.${order.expiresAt ? ` Without one it is cancelled on ${time(order.expiresAt)}.` : ''}`}];
  }
  steps.push({state: 'done', title: 'Decision', text: `It was ${words(decision.orderStatusType)} by ${decision.actor ?? 'an unknown caller'}.`, at: decision.timestamp});
  if (decision.orderStatusType !== 'APPROVED') return steps;

  steps.push(...transfer('Request', request, request.records.at(-1), !!fulfillment, deadLetters));
  if (!fulfillment) return steps;
  steps.push({state: 'done', title: 'Fulfillment', text: `Stored by fulfillment: ${words(fulfillment.status)}, version ${fulfillment.version}.`});
  if (fulfillment.status === 'APPROVED') {
    return [...steps, {state: 'waiting', title: 'Processing', text: 'Waits until its processing is started.'}];
  }
  const latest = fulfillment.order.orderStatusEvents.at(-1);
  const isKnown = events.some(it => it.orderStatusType === latest.orderStatusType && it.timestamp === latest.timestamp);
  steps.push(...transfer('Report', status, status.records.at(-1), isKnown, deadLetters));
  if (isKnown) steps.push({state: 'done', title: 'Orders', text: `Orders shows it as ${words(order.status)}, as fulfillment does.`});
  return steps;
}

/** Publishing and consuming of the newest record. */
function transfer(title, hop, record, isApplied, deadLetters) {
  const place = it => `topic ${hop.topic}, partition ${hop.partition}, offset ${it.offset}`;
  const letter = deadLetters.find(it => it.topic === hop.topic);
  if (!record) {
    return [isApplied
      ? {state: 'done', title, text: `Published by ${hop.from} and consumed by ${hop.to}; the record is older than those that were searched (from offset ${hop.searchedFrom}).`}
      : {state: 'waiting', title, text: `No record in topic ${hop.topic}, partition ${hop.partition}, from offset ${hop.searchedFrom} on: it waits in the outbox of ${hop.from}, which publishes it as soon as Kafka answers.`}];
  }
  const published = {state: 'done', title: `${title}: published`, text: `By ${hop.from}: ${place(record)}.${record.traceparent ? ` Trace ${record.traceparent.split('-')[1]}.` : ''}`, at: record.time};
  if (letter && !isApplied) {
    return [published, {state: 'failed', title: `${title}: dead letter`, text: `${hop.to} could not apply it: ${letter.cause} Resolve it on the page Dead letters.`, at: letter.time}];
  }
  if (isApplied) return [published, {state: 'done', title: `${title}: consumed`, text: `By ${hop.to}.`}];
  return [published, {state: 'waiting', title: `${title}: not consumed`, text: record.isConsumed
    ? `${hop.to} has read it; its copy follows in a moment.`
    : `${hop.to} has not consumed it: it is at offset ${hop.consumedTo ?? 0} of ${hop.end}, so ${record.offset - (hop.consumedTo ?? 0)} records are before it.`}];
}
