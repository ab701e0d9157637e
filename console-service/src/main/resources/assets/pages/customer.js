import {html, nothing} from '../lit-html.js';
import {call, members, newKey} from '../api.js';
import {mask, name} from '../format.js';
import {optional} from './order.js';
import {orderTable} from './orders.js';

/** A customer with their orders, and a form to place one. */
export function customer([id], update) {
  let registered = null;
  let placed = null;
  let message = null;
  const page = {
    title: 'Customer',
    async load() {
      registered = (await call(`/accounts/customers/${id}`)).body;
      placed = await optional(`/orders/customers/${id}/orders?page=0&size=20`);
    },
    changed: () => true,
    view: () => registered ? html`
      <div aria-live="polite">${message ? html`<p class="message bad">${message}</p>` : nothing}</div>
      <section class="card" aria-labelledby="who">
        <h2 id="who">${name(registered.name)}</h2>
        <p>${mask(registered.contact.email)}, ${mask(registered.contact.primaryPhone)}</p>
        ${registered.addresses.map(it => html`<p>${mask(it.address1)}, ${it.postalCode} ${it.city} ${it.state} ${it.country}</p>`)}
      </section>
      ${placed ? orderTable(members(placed.body), 'Orders of this customer')
        : html`<p class="message">Orders has not received this customer yet. Wait a moment.</p>`}
      ${placed ? form() : nothing}` : html`<p>Loading …</p>`,
  };

  function form() {
    return html`
      <form class="card" @submit=${place}>
        <h2 class="all">Place an order</h2>
        <label><span>Product</span><input name="title" value="Blue Widget" required maxlength="200" autocomplete="off"></label>
        <label><span>Price of one</span><input name="price" type="number" min="0" step="any" value="1.99" required></label>
        <label><span>Currency</span><input name="currency" value="USD" pattern="[A-Z]{3}" required autocomplete="off"></label>
        <label><span>Quantity</span><input name="quantity" type="number" min="1" value="4" required></label>
        <button class="main">Place the order</button>
      </form>`;
  }

  async function place(event) {
    event.preventDefault();
    const it = Object.fromEntries(new FormData(event.target));
    const product = {guid: it.title.slice(0, 100), title: it.title, price: Number(it.price), currency: it.currency};
    try {
      const order = await call(`/orders/customers/${id}/orders`, {
        method: 'POST', key: newKey(), body: {orderItems: [{product, quantity: Number(it.quantity)}]}});
      location.hash = `#/orders/${order.body.guid}`;
    } catch (refused) {
      message = `Not placed: ${refused.message}`;
      update();
    }
  }
  return page;
}
