import {html} from '../lit-html.js';
import {call, members} from '../api.js';
import {mask, money, time, words} from '../format.js';

const STATUSES = ['CREATED', 'APPROVED', 'REJECTED', 'PROCESSING', 'ON_HOLD', 'SHIPPED', 'IN_TRANSIT', 'RECEIVED', 'RETURNED',
  'LOST', 'RETURNED_TO_SENDER', 'CANCELLED'];

/** A list of orders, the newest first. */
export function orders(parameters, update) {
  let found = null;
  let search = {status: '', email: ''};
  let number = 0;
  const page = {
    title: 'Orders',
    async load() {
      const query = new URLSearchParams({page: number, size: 20});
      if (search.status) query.set('status', search.status);
      if (search.email) query.set('email', search.email);
      found = (await call(`/orders/orders?${query}`)).body;
    },
    changed: () => true,
    view: () => html`
      <form class="card" role="search" @submit=${submit}>
        <label><span>Status</span>
          <select name="status">
            <option value="">Any</option>
            ${STATUSES.map(it => html`<option value=${it}>${words(it)}</option>`)}
          </select></label>
        <label><span>E-mail address of the customer</span><input name="email" type="email" autocomplete="off"></label>
        <button class="main">Search</button>
      </form>
      ${found ? orderTable(members(found), 'Orders') : html`<p>Loading …</p>`}
      ${found ? pager(found.page, go) : ''}`,
  };

  function submit(event) {
    event.preventDefault();
    search = Object.fromEntries(new FormData(event.target));
    go(0);
  }

  function go(to) {
    number = to;
    page.load().then(update);
  }
  return page;
}

export function orderTable(all, caption) {
  return html`
    <div class="card scroll">
      <table>
        <caption>${caption}</caption>
        <thead><tr><th scope="col">Order</th><th scope="col">Status</th><th scope="col">Placed</th><th scope="col">Recipient</th>
          <th scope="col">Total</th></tr></thead>
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

export function pager(page, go) {
  if (!page) return '';
  return html`
    <nav class="actions" aria-label="Pages of the list">
      <button type="button" ?disabled=${page.number === 0} @click=${() => go(page.number - 1)}>Previous</button>
      <span>Page ${page.number + 1} of ${Math.max(1, page.totalPages)}, ${page.totalElements} in all</span>
      <button type="button" ?disabled=${page.number + 1 >= page.totalPages} @click=${() => go(page.number + 1)}>Next</button>
    </nav>`;
}
