import {html, nothing} from '../lit-html.js';
import {call, members} from '../api.js';
import {time, words} from '../format.js';

/** What operators decided about dead letters, timers and mails. */
export function audit() {
  let entries = null;
  let missing = [];
  const page = {
    title: 'Audit',
    async load() {
      const [services, mails] = await Promise.all([call('/console/api/audit'), decidedMails()]);
      missing = [...services.body.filter(it => it.failure).map(it => `${it.service}: ${it.failure}`), ...mails.missing];
      entries = services.body.flatMap(({service, list}) => (list?.entries ?? []).map(it => ({...it, service})))
        .concat(mails.entries).sort((a, b) => b.at.localeCompare(a.at));
    },
    changed: () => false,
    view: () => entries ? html`
      <p>The newest decisions of operators about dead letters, failing timers and mails. Who changed an order or the booking of a
        label is on the page of the order.</p>
      ${missing.map(it => html`<p class="message bad">${it}</p>`)}
      <div class="card scroll">
        <table>
          <caption>Decisions</caption>
          <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Of</th>
            <th scope="col">Why</th></tr></thead>
          <tbody>${entries.map(it => html`
            <tr>
              <td>${time(it.at)}</td><td>${it.by}</td><td>${words(it.action)}</td>
              <td>${it.service}: ${it.subject}${it.detail ? html`<br><span class="soft">${it.detail}</span>` : nothing}</td>
              <td>${it.reason ?? ''}</td>
            </tr>`)}</tbody>
        </table>
        ${entries.length ? nothing : html`<p class="soft">None.</p>`}
      </div>` : html`<p>Loading …</p>`,
  };
  return page;
}

async function decidedMails() {
  try {
    const found = (await call('/notifications/mails?decided=true&size=100')).body;
    return {missing: [], entries: members(found).map(it => ({
      at: it.resolution.at, by: it.resolution.by, action: it.status === 'DROPPED' ? 'DROPPED' : 'RESEND', service: 'notifications',
      subject: it.id, detail: `now ${words(it.status)}`, reason: it.resolution.reason}))};
  } catch (failure) {
    return {missing: [`notifications: ${failure.message}`], entries: []};
  }
}
