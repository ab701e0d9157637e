import {html, nothing} from '../lit-html.js';
import {call, members, path} from '../api.js';
import {mask, money, privacy, time, words} from '../format.js';
import {optional} from './order.js';
import {searching} from './search.js';

/** What each state means. */
const STATES = {
  CLAIMED: 'An attempt was begun. If it does not end within a minute, it is in doubt whether the mail was sent.',
  DEFERRED: 'The mail server refused it for the moment; it is tried again.',
  SENT: 'The mail server accepted it.',
  REFUSED: 'The mail server refused it for good.',
  HELD: 'It is in doubt whether it was sent, and it waits for a decision.',
  RESEND: 'It is sent again.',
  DROPPED: 'It is not sent.',
};

/** Mails by week and state, decisions about them, and what a digest would say. */
export function mails(parameters, update) {
  let found = null;
  let message = null;
  let isBusy = false;
  let preview = null;
  let mailbox = null;
  const page = {
    title: 'Mails',
    async load() {
      found = (await call(`/notifications/mails?${search.query()}`)).body;
      if (document.documentElement.dataset.lab) mailbox = (await call('/console/api/lab/mails')).body;
    },
    changed: () => true,
    view,
  };
  const search = searching(page.load, update);

  function view() {
    const address = document.documentElement.dataset.mailbox;
    return html`
      <div aria-live="polite">${message ? html`<p class="message ${message.kind}">${message.text}</p>` : nothing}</div>
      <form class="card" role="search" @submit=${search.submit}>
        <label><span>Week, for example 2026-W48</span><input name="week" pattern="[0-9]{4}-W[0-9]{2}" autocomplete="off"></label>
        <label><span>State</span>
          <select name="status">
            <option value="">Any</option>
            ${Object.keys(STATES).map(it => html`<option value=${it}>${words(it)}</option>`)}
          </select></label>
        <button class="main">Search</button>
      </form>
      ${search.view(found, it => list(members(it)))}
      <form class="card" role="search" @submit=${show}>
        <label><span>Digest of the customer with the id</span><input name="customer" required pattern="[\\w\\-]+" autocomplete="off"></label>
        <button>Show the digest</button>
      </form>
      ${preview ? digest() : nothing}
      ${address ? html`<p><a href=${address} rel="noreferrer">Mailbox of this storefront</a></p>` : nothing}
      ${mailbox ? received() : nothing}`;
  }

  function list(all) {
    return html`
      <section class="card" aria-labelledby="mails">
        <h2 id="mails">Mails, the newest change first</h2>
        ${all.length ? nothing : html`<p class="soft">None.</p>`}
        <ul class="plain timeline">${all.map(mail)}</ul>
      </section>`;
  }

  function mail(it) {
    const kind = {SENT: 'done', HELD: 'failed', REFUSED: 'failed', DROPPED: ''}[it.status] ?? 'waiting';
    return html`
      <li class=${kind}>
        <p><strong>${words(it.kind)}</strong>, <span class="state">${words(it.status)}</span> since ${time(it.since)}<br>
          ${STATES[it.status]}${it.detail ? html` <q>${it.detail}</q>` : nothing}<br>
          <span class="soft"><code>${it.id}</code>, week ${it.week}, attempt ${it.attempt}</span>
          ${it.customerId ? html`<a href="#/customers/${it.customerId}">Customer</a>` : nothing}</p>
        ${it.resolution ? html`<p>Decided by ${it.resolution.by} on ${time(it.resolution.at)}: ${it.resolution.reason}</p>` : nothing}
        ${path(it, 'resend') ? html`
          <form @submit=${event => decide(event, it)}>
            <label><span>Reason</span><input name="reason" required maxlength="500" autocomplete="off"></label>
            <div class="actions end">
              <button class="main" value="resend" ?disabled=${isBusy}>Send it again</button>
              <button value="drop" ?disabled=${isBusy}>Drop it</button>
            </div>
          </form>` : nothing}
      </li>`;
  }

  function digest() {
    return html`
      <section class="card" aria-labelledby="digest">
        <h2 id="digest">What a digest would say now</h2>
        <p>${preview.wanted ? 'The customer wants digests.' : 'No digest is sent: the customer does not want digests, or has no e-mail address.'}</p>
        <ul>${preview.orders.map(it => html`
          <li><a href="#/orders/${it.guid}">${it.guid}</a> ${mask(it.title)}${it.others ? ` and ${it.others} more` : ''},
            ${words(it.status)} since ${time(it.since)}${it.total === null ? '' : `, ${money(it.total, it.currency)}`}</li>`)}</ul>
        ${preview.others ? html`<p>And ${preview.others} more orders.</p>` : nothing}
        ${preview.orders.length ? nothing : html`<p class="soft">No open orders, so there is no digest.</p>`}
      </section>`;
  }

  function received() {
    return html`
      <section class="card" aria-labelledby="mailbox">
        <h2 id="mailbox">Local mailbox, the newest first</h2>
        ${mailbox.length ? nothing : html`<p class="soft">No mails.</p>`}
        ${mailbox.map(it => html`
          <details>
            <summary>${it.subject} to ${mask(it.to)}</summary>
            <p class="soft"><code>${it.messageId}</code></p>
            <pre tabindex="0" aria-label="Text of the mail">${privacy.isShown() ? it.text : 'Show personal data to read it.'}</pre>
          </details>`)}
      </section>`;
  }

  async function show(event) {
    event.preventDefault();
    const {customer} = Object.fromEntries(new FormData(event.target));
    preview = (await optional(`/notifications/customers/${encodeURIComponent(customer)}/digest`))?.body ?? null;
    message = preview ? null : {kind: 'bad', text: `Notifications has no customer with the id ${customer}.`};
    update();
    document.querySelector('#digest')?.scrollIntoView();
  }

  async function decide(event, it) {
    event.preventDefault();
    const relation = event.submitter.value;
    const {reason} = Object.fromEntries(new FormData(event.target));
    isBusy = true;
    update();
    try {
      await call(path(it, relation), {method: 'POST', version: `"${it.version}"`, body: {reason}});
      message = {kind: '', text: relation === 'drop' ? 'The mail is dropped.' : 'The mail is sent again.'};
    } catch (refused) {
      message = {kind: 'bad', text: refused.message};
    }
    isBusy = false;
    await page.load().catch(() => {});
    update();
    document.querySelector('h1').focus();
  }
  return page;
}
