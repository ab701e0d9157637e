/** The frame of all pages: navigation, messages, token, live updates. */
import {html, nothing, render} from './lit-html.js';
import {call, token} from './api.js';
import {privacy} from './format.js';
import {follow} from './live.js';
import {start} from './pages/start.js';
import {orders} from './pages/orders.js';
import {order} from './pages/order.js';
import {customers} from './pages/customers.js';
import {customer} from './pages/customer.js';
import {journey} from './pages/journey.js';
import {repairs} from './pages/repairs.js';
import {imports, oneImport} from './pages/imports.js';
import {mails} from './pages/mails.js';
import {audit} from './pages/audit.js';
import {lab} from './pages/lab.js';

const BASE = '/console';
const REFRESH = 10_000; // orders that are not decided are on no topic

/** Each page is a function of (parameters, update) that returns {title, load(), changed(notices)?, view()}. */
const ROUTES = [
  [/^$/, start, 'Start', ''],
  [/^orders$/, orders, 'Orders', 'orders'],
  [/^orders\/([\w-]+)$/, order],
  [/^customers$/, customers, 'Customers', 'customers'],
  [/^customers\/([\w-]+)$/, customer],
  [/^journey(?:\/([\w-]+))?$/, journey, 'Where is my order?', 'journey'],
  [/^repairs$/, repairs, 'Dead letters', 'repairs'],
  [/^imports$/, imports, 'Import', 'imports'],
  [/^imports\/([0-9a-f]{24})$/, oneImport],
  [/^mails$/, mails, 'Mails', 'mails'],
  [/^audit$/, audit, 'Audit', 'audit'],
  ...document.documentElement.dataset.lab ? [[/^lab$/, lab, 'Lab', 'lab']] : [],
];

let page = null;
let problem = null;
let isLive = false;
let needsToken = false;
let pending = null;
let second = null;
let lastLoad = 0;

function here() {
  return location.hash.replace(/^#\/?/, '');
}

function open() {
  const match = ROUTES.map(([pattern, create]) => [pattern.exec(here()), create]).find(([found]) => found);
  problem = null;
  page = match ? match[1](match[0].slice(1), draw) : {title: 'No such page', load() {}, view: () => nothing};
  document.title = `${page.title} – Storefront`;
  if (privacy.isShown()) showPersonalData();
  draw();
  document.querySelector('h1')?.focus();
  load();
}

async function load() {
  const current = page;
  lastLoad = Date.now();
  try {
    await current.load();
    if (current === page) problem = null;
  } catch (failure) {
    if (current === page) problem = failure.message;
  }
  draw();
}

/**
 * Several notices within a moment lead to one request. A second one follows, because the service that the page reads may
 * consume an event later than the console.
 */
function changed(notices) {
  if (!notices || page.changed?.(notices)) {
    pending ??= setTimeout(() => {
      pending = null;
      load();
      clearTimeout(second);
      second = setTimeout(load, 2_000);
    }, Math.max(300, lastLoad + 1_000 - Date.now()));
  }
}

function enterToken(event) {
  event.preventDefault();
  token.set(new FormData(event.target).get('token').trim());
  needsToken = false;
  open();
}

function link([, , title, hash]) {
  const current = here().split('/')[0] === hash;
  return html`<li><a href="#/${hash}" aria-current=${current ? 'page' : nothing}>${title}</a></li>`;
}

function draw() {
  render(html`
    <a class="skip" href="#main" @click=${skip}>To the content</a>
    <header>
      <strong>Storefront</strong>
      <nav aria-label="Pages"><ul>${ROUTES.filter(route => route[2]).map(link)}</ul></nav>
      <span class="live">${isLive ? 'Live' : 'Connecting …'}</span>
      <button type="button" aria-pressed=${privacy.isShown()} @click=${togglePrivacy}>Show personal data</button>
    </header>
    <main id="main">
      <h1 tabindex="-1">${page.title}</h1>
      <div role="status">${problem ? html`<p class="message bad">${problem}</p>` : nothing}</div>
      ${needsToken ? tokenForm() : page.view()}
    </main>`, document.body);
}

function tokenForm() {
  return html`
    <form class="card" @submit=${enterToken}>
      <p class="all">This storefront requires a token of a member of staff. It is kept until this tab is closed.</p>
      <label><span>Token</span><input name="token" type="password" autocomplete="off" required></label>
      <button class="main">Use this token</button>
    </form>`;
}

function skip(event) {
  event.preventDefault();
  document.querySelector('h1').focus();
}

/** Each page that shows personal data is logged, without the data; otherwise they stay masked. */
async function showPersonalData() {
  const shown = here();
  privacy.show(false);
  await call(`${BASE}/api/personal-data`, {method: 'POST', body: {page: shown}});
  if (here() !== shown) return showPersonalData(); // another page was opened meanwhile
  privacy.show(true);
  draw();
}

function togglePrivacy() {
  if (!privacy.isShown()) return showPersonalData();
  privacy.show(false);
  draw();
}

addEventListener('hashchange', open);
addEventListener('unhandledrejection', event => { // a search that failed
  event.preventDefault();
  problem = event.reason.message;
  draw();
});
document.addEventListener('token-needed', () => {
  needsToken = true;
  draw();
});
setInterval(() => document.visibilityState === 'visible' && !needsToken && changed(null), REFRESH);
open();
follow(`${BASE}/live`, {
  onNotices: changed,
  onReset: () => changed(null),
  onState: state => {
    isLive = state;
    draw();
  },
});
