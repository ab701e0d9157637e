import {html, nothing} from '../lit-html.js';
import {call, members, newKey} from '../api.js';
import {mask, name} from '../format.js';
import {searching} from './search.js';

/** Fields of the form: name, label, example. */
const FIELDS = [
  ['title', 'Title', 'Ms.'], ['firstName', 'First name', 'Ada'], ['lastName', 'Last name', 'Lovelace'],
  ['email', 'E-mail address', 'ada.lovelace@example.com'], ['primaryPhone', 'Phone', '+1 555 666 7777'],
  ['address1', 'Street', '123 Oak Street'], ['city', 'City', 'Sunrise'], ['state', 'State', 'CA'],
  ['postalCode', 'Postal code', '90210'], ['country', 'Country (two letters)', 'US'],
];
const OPTIONAL = ['state', 'postalCode'];

/** A list of customers, a search and the registration of a customer. */
export function customers(parameters, update) {
  let found = null;
  let message = null;
  const page = {
    title: 'Customers',
    async load() {
      const query = search.query(({text = ''}) => ({[text.includes('@') ? 'email' : 'lastNamePrefix']: text}));
      found = (await call(`/accounts/customers?${query}`)).body;
    },
    changed: notices => notices.some(it => it.topic === 'accounts.customer.change'),
    view: () => html`
      <div aria-live="polite">${message ? html`<p class="message ${message.kind}">${message.text}</p>` : nothing}</div>
      <form class="card" role="search" @submit=${search.submit}>
        <label><span>E-mail address, or the beginning of the last name</span><input name="text" autocomplete="off"></label>
        <button class="main">Search</button>
      </form>
      ${search.view(found, it => table(members(it)))}
      <details class="card">
        <summary>Register a customer</summary>
        <form @submit=${register}>
          ${FIELDS.map(([field, label, example]) => html`
            <label><span>${label}</span><input name=${field} value=${example} autocomplete="off"
              ?required=${!OPTIONAL.includes(field)}></label>`)}
          <button class="main">Register</button>
        </form>
      </details>`,
  };

  const search = searching(page.load, update);

  async function register(event) {
    event.preventDefault();
    const it = Object.fromEntries(new FormData(event.target));
    const body = {
      name: {title: it.title, firstName: it.firstName, lastName: it.lastName},
      contact: {primaryPhone: it.primaryPhone, email: it.email},
      addresses: [{type: 'SHIPPING', description: 'Home', address1: it.address1, city: it.city, state: it.state,
        postalCode: it.postalCode, country: it.country}],
    };
    try {
      const registered = await call('/accounts/customers', {method: 'POST', body, key: newKey()});
      location.hash = `#/customers/${registered.body.id}`;
    } catch (refused) {
      message = {kind: 'bad', text: `Not registered: ${refused.message}`};
      update();
    }
  }
  return page;
}

function table(all) {
  return html`
    <div class="card scroll">
      <table>
        <caption>Customers</caption>
        <thead><tr><th scope="col">Id</th><th scope="col">Name</th><th scope="col">E-mail address</th>
          <th scope="col">City</th></tr></thead>
        <tbody>${all.map(it => html`
          <tr>
            <td><a href="#/customers/${it.id}">${it.id}</a></td>
            <td>${name(it.name)}</td>
            <td>${mask(it.contact.email)}</td>
            <td>${it.addresses[0]?.city}</td>
          </tr>`)}</tbody>
      </table>
      ${all.length ? nothing : html`<p class="soft">None.</p>`}
    </div>`;
}
