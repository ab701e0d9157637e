import {html, nothing} from '../lit-html.js';
import {call, path} from '../api.js';
import {ago, mask, money, name, time, words} from '../format.js';
import {label} from './explain.js';

/** The commands that a link may offer, in the order of the buttons. */
export const COMMANDS = {
  approval: 'Approve', rejection: 'Reject', processing: 'Start processing', booking: 'Book a label',
  'retry-booking': 'Book again', shipment: 'Ship', transit: 'Mark as in transit',
  receipt: 'Mark as received', hold: 'Hold', release: 'Release', loss: 'Mark as lost',
  'return-to-sender': 'Mark as returned to sender', return: 'Mark as returned', cancellation: 'Cancel',
};
/** The member of the body that names the carrier. */
const CARRIER_MEMBER = {booking: 'carrier', shipment: 'shippingMethod'};
const CARRIERS = ['UPS', 'USPS', 'FedEx', 'Uber', 'Drone'];

/** An order with its timeline, and what can be done with it now. */
export function order([guid], update) {
  let placed = null;
  let fulfillment = null;
  let message = null;
  let isBusy = false;
  let again;
  const address = location.hash;
  const page = {
    title: 'Order',
    async load() {
      placed = await call(`/orders/orders/${guid}`);
      const link = path(placed.body, 'fulfillment');
      fulfillment = link ? await optional(link) : null;
      const isComing = link && !fulfillment || fulfillment?.body.booking;
      clearTimeout(again);
      if (isComing && location.hash === address) { // neither storing a request nor an attempt to book publishes an event
        again = setTimeout(() => page.load().then(update).catch(() => {}), 1_000);
      }
    },
    changed: notices => notices.some(it => it.key === guid),
    view: () => placed ? view() : html`<p>Loading …</p>`,
  };

  function view() {
    const it = placed.body;
    return html`
      <p><code>${guid}</code></p>
      <div aria-live="polite">${message ? html`<p class="message ${message.kind}">${message.text}</p>` : nothing}</div>
      <div class="cards">
        <section class="card" aria-labelledby="now">
          <h2 id="now">Now</h2>
          <p class="state" id="status">${words(it.status)}</p>
          ${it.expiresAt ? html`<p class="soft">Is cancelled on ${time(it.expiresAt)} if it is not decided.</p>` : nothing}
          ${it.shipment ? html`<p>Shipped by ${it.shipment.carrier} ${it.shipment.trackingNumber ?? ''}</p>` : nothing}
          ${commands(placed)}
          ${fulfillment ? commands(fulfillment) : nothing}
          ${fulfillment?.body.booking ? booking(fulfillment.body.booking) : nothing}
          <p><a href="#/journey/${guid}">Where is it?</a></p>
        </section>
        <section class="card" aria-labelledby="for">
          <h2 id="for">Recipient</h2>
          <p>${name(it.recipient?.name)}</p>
          <p>${mask(it.recipient?.contact?.email)}</p>
          <p><a href="#/customers/${it.customerId}">The customer</a></p>
        </section>
        <section class="card" aria-labelledby="lines">
          <h2 id="lines">${money(it.total, it.currency)}</h2>
          <ul>${it.orderItems.map(line => html`
            <li>${line.quantity} × ${line.product.title}, ${money(line.product.price, it.currency)} each</li>`)}</ul>
        </section>
      </div>
      <section class="card" aria-labelledby="timeline">
        <h2 id="timeline">Timeline</h2>
        <ol class="plain timeline">${it.orderStatusEvents.map(event => html`
          <li class="done"><strong>${words(event.orderStatusType)}</strong>
            <span class="soft">${time(event.timestamp)}, ${ago(event.timestamp)}${event.actor ? `, by ${event.actor}` : ''}</span>
            ${event.note ? html`<br>${event.note}` : nothing}</li>`)}</ol>
      </section>
      ${fulfillment?.body.bookingSteps.length ? bookings(fulfillment.body.bookingSteps) : nothing}`;
  }

  function booking(it) {
    return html`
      <p class="message ${it.stuckSince ? 'bad' : ''}" id="booking">${label(it).text}</p>
      ${path(fulfillment.body, 'skip-booking') ? html`
        <form @submit=${skip}>
          <label><span>Reason to skip the booking</span><input name="note" required maxlength="500" autocomplete="off"></label>
          <button ?disabled=${isBusy}>Skip the booking</button>
        </form>` : nothing}`;
  }

  function bookings(steps) {
    return html`
      <section class="card" aria-labelledby="bookings">
        <h2 id="bookings">Bookings of the label</h2>
        <ol class="plain timeline">${steps.map(it => html`
          <li class="done"><strong>${words(it.action)}</strong> <span class="soft">${time(it.at)}, by ${it.actor}</span>
            ${it.note ? html`<br>${it.note}` : nothing}</li>`)}</ol>
      </section>`;
  }

  function commands(resource) {
    const links = Object.keys(COMMANDS).filter(relation => resource.body._links?.[relation]);
    return html`<div class="actions end">${links.map(relation => html`
      ${CARRIER_MEMBER[relation] ? html`<label><span>Carrier</span>
        <select>${CARRIERS.map(it => html`<option>${it}</option>`)}</select></label>` : nothing}
      <button type="button" class=${relation === 'cancellation' || relation === 'rejection' ? '' : 'main'}
        ?disabled=${isBusy} @click=${event => run(resource, relation, event)}>${COMMANDS[relation]}</button>`)}</div>`;
  }

  function run(resource, relation, event) {
    const member = CARRIER_MEMBER[relation];
    const body = member ? {[member]: event.target.previousElementSibling.querySelector('select').value} : undefined;
    return send(resource, relation, COMMANDS[relation], body);
  }

  function skip(event) {
    event.preventDefault();
    return send(fulfillment, 'skip-booking', 'Skip the booking', Object.fromEntries(new FormData(event.target)));
  }

  async function send(resource, relation, title, body) {
    isBusy = true;
    update();
    try {
      await call(path(resource.body, relation), {method: 'POST', version: resource.version, body});
      message = {kind: '', text: `${title}: done.`};
    } catch (refused) {
      message = {kind: 'bad', text: `${title}: ${refused.message}`};
    }
    isBusy = false;
    await page.load().catch(() => {});
    update();
    document.querySelector('#now')?.closest('section').querySelector('button')?.focus();
  }
  return page;
}

/** Null if the resource does not exist yet. */
export async function optional(link, options) {
  try {
    return await call(link, options);
  } catch (failure) {
    if (failure.status === 404) return null;
    throw failure;
  }
}
