import {html, nothing} from '../lit-html.js';
import {call, members} from '../api.js';
import {ago, time} from '../format.js';
import {explain, verdict} from './explain.js';
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
      const [order, events, fulfillment] = await Promise.all([
        call(`/orders/orders/${guid}`),
        call(`/console/api/orders/${guid}/journey`),
        optional(`/fulfillment/fulfillments/${guid}`, {timeout: 3_000}).catch(() => null),
      ]);
      steps = explain(order.body, fulfillment?.body, events.body);
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
  const {state, text} = verdict(steps);
  return html`
    <p class="message ${state === 'failed' ? 'bad' : ''}" id="verdict">${text}</p>
    <section class="card" aria-labelledby="steps">
      <h2 id="steps">Steps of <a href="#/orders/${guid}">${guid}</a></h2>
      <ol class="plain timeline">${steps.map(step => html`
        <li class=${step.state}>
          <strong>${step.title}</strong> <span class="state ${{done: 'good', waiting: 'warn', failed: 'bad'}[step.state]}">${step.state}</span>
          <p>${step.text}</p>
          ${step.facts ? html`<p class="soft facts">${step.facts}</p>` : nothing}
          ${step.at ? html`<p class="soft">${time(step.at)}, ${ago(step.at)}</p>` : nothing}
        </li>`)}</ol>
    </section>`;
}
