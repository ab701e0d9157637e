import {html, nothing} from '../lit-html.js';
import {call} from '../api.js';
import {megabytes} from '../format.js';

const STATES = {UP: ['Up', 'good'], DEGRADED: ['Runs with problems', 'warn'], UNREACHABLE: ['Does not answer', 'bad']};

/** The state of every service. */
export function start() {
  let parts = null;
  return {
    title: 'Start',
    async load() {
      parts = (await call('/console/api/parts')).body;
    },
    changed: () => true,
    view: () => parts ? html`
      ${verdict(parts)}
      <div class="cards">${parts.map(card)}</div>` : html`<p>Loading …</p>`,
  };
}

function verdict(parts) {
  const troubled = parts.filter(part => part.state !== 'UP' || part.findings.length);
  return troubled.length
    ? html`<p class="message bad">Look at ${troubled.map(part => part.name).join(', ')}.</p>`
    : html`<p class="message">All is well: every service is up, every event is published and consumed.</p>`;
}

function card(part) {
  const [text, color] = STATES[part.state];
  return html`
    <section class="card" aria-labelledby="part-${part.name}">
      <h2 id="part-${part.name}">${part.name}</h2>
      <p class="state ${color}">${text}${part.version ? html` <span class="soft">version ${part.version}</span>` : nothing}</p>
      ${part.findings.length
        ? html`<ul>${part.findings.map(it => html`<li>${it}</li>`)}</ul>`
        : html`<p class="soft">Nothing needs attention.</p>`}
      <dl>
        <dt>Documents with unpublished events</dt><dd>${part.unpublished}</dd>
        <dt>Records not consumed</dt><dd>${part.unread}</dd>
        <dt>Dead letters</dt><dd>${part.deadLetters ? html`<a href="#/repairs">${part.deadLetters}</a>` : 0}</dd>
        <dt>Failing timers</dt><dd>${part.failingTimers ? html`<a href="#/repairs">${part.failingTimers}</a>` : 0}</dd>
        <dt>Memory of the JVM</dt><dd>${megabytes(part.heapBytes)}</dd>
      </dl>
      <a href="/${part.name}/swagger-ui">API of ${part.name}</a>
    </section>`;
}
