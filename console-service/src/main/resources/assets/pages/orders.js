import {html} from '../lit-html.js';
import {call, members} from '../api.js';
import {mask, money, time, words} from '../format.js';
import {searching} from './search.js';

const STATUSES = ['CREATED', 'APPROVED', 'REJECTED', 'PROCESSING', 'ON_HOLD', 'SHIPPED', 'IN_TRANSIT', 'RECEIVED', 'RETURNED',
  'LOST', 'RETURNED_TO_SENDER', 'CANCELLED'];

/** A list of orders, the newest first. */
export function orders(parameters, update) {
  let found = null;
  const page = {
    title: 'Orders',
    async load() {
      found = (await call(`/orders/orders?${search.query()}`)).body;
    },
    changed: () => true,
    view: () => html`
      <form class="card" role="search" @submit=${search.submit}>
        <label><span>Status</span>
          <select name="status">
            <option value="">Any</option>
            ${STATUSES.map(it => html`<option value=${it}>${words(it)}</option>`)}
          </select></label>
        <label><span>E-mail address of the customer</span><input name="email" type="email" autocomplete="off"></label>
        <button class="main">Search</button>
      </form>
      ${search.view(found, it => orderTable(members(it), 'Orders'))}`,
  };
  const search = searching(page.load, update);
  return page;
}

export function orderTable(all, caption) {
  return html`
    <div class="card scroll">
      <table>
        <caption>${caption}</caption>
        <thead><tr><th scope="col">Order</th><th scope="col">Status</th><th scope="col">Placed</th><th scope="col">Recipient</th>
          <th scope="col" class="number">Total</th></tr></thead>
        <tbody>
          ${all.map(it => html`
            <tr>
              <td><a href="#/orders/${it.guid}">${it.guid}</a></td>
              <td class="state">${words(it.status)}</td>
              <td>${time(it.placedAt)}</td>
              <td>${mask(it.recipient?.contact?.email)}</td>
              <td class="number">${money(it.total, it.currency)}</td>
            </tr>`)}
        </tbody>
      </table>
      ${all.length ? '' : html`<p class="soft">None.</p>`}
    </div>`;
}
