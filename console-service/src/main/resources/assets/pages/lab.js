import {html, nothing} from '../lit-html.js';
import {call} from '../api.js';
import {number} from '../format.js';

const INTERVAL = 1_000;

/** Faults and load of a local storefront, and the check that nothing is lost. */
export function lab(parameters, update) {
  let state = null;
  let lost = null;
  let waiting = null;
  const address = location.hash;
  const page = {
    title: 'Lab',
    async load() {
      try {
        state = (await call('/console/api/lab')).body;
        lost = null;
      } finally {
        follow();
      }
    },
    view: () => state ? view() : html`<p>Loading …</p>`,
  };

  /** Reads again every second, as long as the page is open and seen. */
  function follow() {
    clearTimeout(waiting);
    if (location.hash === address) {
      waiting = setTimeout(() => document.visibilityState === 'visible' ? again() : follow(), INTERVAL);
    }
  }

  function again() {
    page.load().catch(failure => { lost = failure.message; }).then(update);
  }

  function view() {
    const {load, faults} = state;
    return html`
      ${lost ? html`<p class="message bad">${lost}</p>` : nothing}
      <section class="card" aria-labelledby="load">
        <h2 id="load">Load</h2>
        <p id="verdict" class="message ${load.late.length ? 'bad' : ''}">${load.verdict}</p>
        <form role="search" @submit=${change}>
          <label><span>Orders a second, 0 to 50</span>
            <input name="rate" type="number" min="0" max="50" required value=${load.perSecond || 10}></label>
          <button class="main">Send</button>
          <button type="button" ?disabled=${!load.perSecond} @click=${() => rate(0)}>Stop the load</button>
        </form>
        <dl>
          <dt>Sent each second now</dt><dd id="rate">${load.perSecond}</dd>
          <dt>Placed and approved, acknowledged</dt><dd>${number(load.placed)}</dd>
          <dt>Of these at fulfillment</dt><dd id="arrived">${number(load.arrived)}</dd>
          <dt>Of these on their way</dt><dd>${number(load.onTheirWay)}</dd>
          <dt>Refused, or not acknowledged</dt><dd>${number(load.notPlaced)}</dd>
        </dl>
        ${load.late.map(it => html`<p><a href="#/journey/${it}">Where is ${it}?</a></p>`)}
      </section>
      <section class="card" aria-labelledby="faults">
        <h2 id="faults">Faults</h2>
        <ul class="plain timeline">${faults.map(fault)}</ul>
      </section>`;
  }

  function fault(it) {
    const isOn = it.state === 'ON';
    return html`
      <li class=${isOn ? 'failed' : it.state === 'CHANGING' ? 'waiting' : ''}>
        <p><strong id="fault-${it.name}">${it.title}</strong>${isOn ? ', active' : it.state === 'CHANGING' ? ', being changed …' : ''}<br>
          ${it.watch}</p>
        ${it.failure ? html`<p class="bad">${it.failure}</p>` : nothing}
        <button type="button" aria-describedby="fault-${it.name}" ?disabled=${it.state === 'CHANGING'}
          @click=${() => toggle(it, !isOn)}>${isOn ? 'End: ' : it.lasts ? 'Begin: ' : 'Once: '}${it.title}</button>
      </li>`;
  }

  function change(event) {
    event.preventDefault();
    return rate(Number(new FormData(event.target).get('rate')));
  }

  function rate(perSecond) {
    return act('/console/api/lab/load', {perSecond});
  }

  function toggle(it, on) {
    return act(`/console/api/lab/faults/${it.name}`, {on});
  }

  async function act(to, body) {
    try {
      state = (await call(to, {method: 'POST', body})).body;
      lost = null;
    } catch (failure) {
      lost = failure.message;
    }
    update();
  }
  return page;
}
