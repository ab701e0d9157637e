import {html, nothing} from '../lit-html.js';
import {call, members} from '../api.js';
import {time} from '../format.js';
import {label} from './explain.js';
import {payload} from './payload.js';

/** Dead letters by cause, failing timers, and bookings that carriers refused. */
export function repairs(parameters, update) {
  let letters = null;
  let timers = null;
  let stuck = null;
  let message = null;
  let isBusy = false;
  const payloads = new Map();
  const page = {
    title: 'Dead letters',
    async load() {
      [letters, timers] = (await Promise.all([call('/console/api/dead-letters'), call('/console/api/timers')])).map(it => it.body);
      stuck = await call('/fulfillment/fulfillments?stuck=true&size=100').then(it => members(it.body)).catch(() => null);
    },
    changed: () => false,
    view: () => letters ? html`
      <p>Records that a service could not apply. They keep no other record back. A replay applies a record at the service that
        could not, once, however often it is repeated; nothing is sent to the topic again.</p>
      <div aria-live="polite">${message ? html`<p class="message ${message.kind}">${message.text}</p>` : nothing}</div>
      ${letters.map(service)}
      <h2>Failing timers</h2>
      ${timers.map(timerService)}
      <h2>Labels that are not booked</h2>
      ${stuck ? bookings() : html`<p class="message bad">Fulfillment does not answer.</p>`}` : html`<p>Loading …</p>`,
  };

  function service({service, list, failure}) {
    if (failure) return html`<p class="message bad">${service}: ${failure}</p>`;
    return html`
      <section class="card" aria-labelledby="letters-${service}">
        <h2 id="letters-${service}">${service}: ${list.unresolved} unresolved</h2>
        ${list.deadLetters.length < list.unresolved ? html`<p>The first ${list.deadLetters.length} are listed.</p>` : nothing}
        ${causes(list.deadLetters).map(all => html`
          <h3>${all[0].cause}</h3>
          ${isReplayable(service, all[0])
            ? html`<div class="actions"><button type="button" class="main" ?disabled=${isBusy}
                @click=${() => replay(service, all)}>Replay ${all.length === 1 ? 'it' : `all ${all.length} of this cause`}</button></div>`
            : html`<p>A replay does not reach ${all[0].group}. Publish the documents again, then drop these.</p>`}
          <ul class="plain timeline">${all.map(it => letter(service, it))}</ul>`)}
      </section>`;
  }

  function letter(service, it) {
    return html`
      <li class="failed">
        <p><code>${it.id}</code><br><span class="soft">key ${it.key}, ${time(it.time)}, ${it.attempts === '1' ? '1 attempt' : `${it.attempts} attempts`}
          by ${it.group ?? service}, from ${it.topic} ${it.partition}/${it.offset}</span></p>
        ${payloads.has(it.id) ? html`<pre tabindex="0" aria-label="Payload">${payload(payloads.get(it.id), it.cause)}</pre>` : nothing}
        <form @submit=${event => drop(event, service, it)}>
          <div class="actions all">
            <button type="button" @click=${() => show(service, it)}>Show payload</button>
            ${isReplayable(service, it) ? html`<button type="button" ?disabled=${isBusy} @click=${() => replay(service, [it])}>Replay</button>` : nothing}
          </div>
          <label><span>Reason to drop it</span><input name="reason" required maxlength="500" autocomplete="off"></label>
          <button ?disabled=${isBusy}>Drop</button>
        </form>
      </li>`;
  }

  function timerService({service, list, failure}) {
    if (failure) return html`<p class="message bad">${service}: ${failure}</p>`;
    return html`
      <section class="card" aria-labelledby="timers-${service}">
        <h3 id="timers-${service}">${service}: ${list.count} failing</h3>
        <ul class="plain timeline">${list.timers.map(it => html`
          <li class="failed">
            <p><strong>${it.name}</strong> of <code>${it.id}</code> in ${it.collection}: ${it.failure}<br>
              <span class="soft">due ${time(it.due)}, ${it.attempts} attempts, next ${time(it.next)}</span></p>
            <div class="actions">
              <button type="button" class="main" ?disabled=${isBusy} @click=${() => resolve(service, it, 'RETRY')}>Run it now</button>
              <button type="button" ?disabled=${isBusy} @click=${() => resolve(service, it, 'SKIP')}>Remove it</button>
            </div>
          </li>`)}</ul>
      </section>`;
  }

  function bookings() {
    return html`
      <section class="card" aria-label="Labels that are not booked">
        ${stuck.length ? nothing : html`<p class="soft">None.</p>`}
        <ul class="plain timeline">${stuck.map(it => html`
          <li class="failed"><a href="#/orders/${it.id}">${it.id}</a><br>${label(it.booking).text}</li>`)}</ul>
      </section>`;
  }

  const address = (service, it) => `/console/api/dead-letters/${service}/${encodeURIComponent(it.id)}`;

  async function show(service, it) {
    await work(async () => {
      const {payload} = (await call(address(service, it))).body;
      payloads.set(it.id, payload ?? 'None: the record is a tombstone.');
    });
  }

  /** One after the other: the records of an aggregate have an order. */
  function replay(service, all) {
    return work(async () => {
      let applied = 0;
      const refused = [];
      for (const it of all) {
        try {
          await call(`${address(service, it)}/replay`, {method: 'POST'});
          applied++;
        } catch (failure) {
          refused.push(failure.message);
        }
      }
      message = refused.length
        ? {kind: 'bad', text: `${applied} applied, ${refused.length} still cannot be applied: ${refused[0]}`}
        : {kind: '', text: `${applied} applied.`};
    });
  }

  function drop(event, service, it) {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason');
    return work(async () => {
      await call(`${address(service, it)}/drop`, {method: 'POST', body: {reason}});
      message = {kind: '', text: `Dropped ${it.id}.`};
    });
  }

  function resolve(service, it, action) {
    return work(async () => {
      await call(`/console/api/timers/${service}`, {method: 'POST', body: {id: it.id, timer: it.name, action}});
      message = {kind: '', text: action === 'RETRY' ? 'The timer has run.' : 'The timer is removed.'};
    });
  }

  async function work(action) {
    isBusy = true;
    update();
    try {
      await action();
    } catch (failure) {
      message = {kind: 'bad', text: failure.message};
    }
    isBusy = false;
    await page.load().catch(() => {});
    update();
  }
  return page;
}

/** Whether the service that lists a letter is the one that could not apply it; their names are those of the groups. */
const isReplayable = (service, it) => (it.group ?? service) === service;

/** The letters by cause and group. */
function causes(letters) {
  const found = new Map();
  letters.forEach(it => {
    const cause = JSON.stringify([it.cause, it.group]);
    found.set(cause, [...found.get(cause) ?? [], it]);
  });
  return [...found.values()];
}
