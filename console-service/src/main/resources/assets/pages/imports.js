import {html, nothing} from '../lit-html.js';
import {call, download, newKey, path} from '../api.js';
import {ago, number, time} from '../format.js';

const STARTED = 'storefront.imports';
const KEYS = 'storefront.import-keys';
const MAX_STARTED = 10;
const MAX_BYTES = 20_000_000;
const FIRST_PAUSE = 500;
const MAX_PAUSE = 5_000;

const EXAMPLE = `name.title,name.firstName,name.lastName,contact.primaryPhone,contact.email,addresses[0].type,addresses[0].description,\
addresses[0].address1,addresses[0].city,addresses[0].state,addresses[0].postalCode,addresses[0].country
Ms.,Ada,Lovelace,+1 555 666 7777,ada.lovelace@example.com,SHIPPING,Home,123 Oak Street,Sunrise,CA,90210,US`;

/** What to do about a refusal, by its status. */
const ADVICE = {
  0: 'Choose the same file again: the import continues where it was interrupted.',
  409: 'Wait until the first upload of this file has ended, and open its import.',
  413: 'Divide the file and import the parts one after the other.',
  415: 'Save the table as CSV in UTF-8.',
  422: 'Nothing was imported. Correct the file and choose it again.',
  503: 'Nothing was imported. Choose the file again in a moment.',
};

const STATUS = {
  RUNNING: 'The rows are worked on.',
  CANCELLING: 'Is being cancelled: jobs that were begun are finished.',
  COMPLETED: 'Completed.',
  CANCELLED: 'Cancelled. Customers that were created stay.',
};

/** Upload of a file of customers. */
export function imports(parameters, update) {
  let message = null;
  let isBusy = false;
  const page = {
    title: 'Import customers',
    load() {},
    view: () => html`
      <p>A table of customers as CSV in UTF-8, at most 20 MB and 100,000 rows. The first row names the columns by the members of
        a customer. A table that was exported from <code>/accounts/customers/export.csv</code> has these columns.</p>
      <details class="card"><summary>Example</summary><pre tabindex="0" aria-label="Example of a file">${EXAMPLE}</pre></details>
      <div aria-live="polite">${message ? html`<p class="message ${message.kind}">${message.text}</p>` : nothing}</div>
      <form class="card" @submit=${send}>
        <label><span>File</span><input name="file" type="file" accept=".csv,text/csv" required></label>
        <button class="main" ?disabled=${isBusy}>Import</button>
      </form>
      ${started()}`,
  };

  function started() {
    const all = read(localStorage, STARTED, []);
    return all.length ? html`
      <section class="card" aria-labelledby="started">
        <h2 id="started">Imports of this browser</h2>
        <ul>${all.map(it => html`<li><a href="#/imports/${it.id}">${it.file}</a> <span class="soft">${time(it.at)}</span></li>`)}</ul>
      </section>` : nothing;
  }

  async function send(event) {
    event.preventDefault();
    const {file} = Object.fromEntries(new FormData(event.target));
    if (file.size > MAX_BYTES) {
      message = {kind: 'bad', text: `The file has ${number(file.size)} bytes; the maximum is ${number(MAX_BYTES)}. ${ADVICE[413]}`};
      update();
      return;
    }
    isBusy = true;
    message = {kind: '', text: 'The file is sent and checked …'};
    update();
    try {
      const {body} = await call('/accounts/imports', {method: 'POST', type: 'text/csv', body: file, key: keyOf(file)});
      localStorage.setItem(STARTED, JSON.stringify(
        [{id: body.id, file: file.name, at: body.createdAt},
          ...read(localStorage, STARTED, []).filter(it => it.id !== body.id)].slice(0, MAX_STARTED)));
      sessionStorage.removeItem(KEYS);
      location.hash = `#/imports/${body.id}`;
    } catch (refused) {
      message = {kind: 'bad', text: `${refused.message} ${ADVICE[refused.status] ?? ''}`};
    }
    isBusy = false;
    update();
  }
  return page;
}

/** The key of an upload that was interrupted is used again for the same file, so that it continues; also after a reload. */
function keyOf(file) {
  const content = `${file.name} ${file.size} ${file.lastModified}`;
  const kept = read(sessionStorage, KEYS, {});
  if (kept.content === content) return kept.key;
  const key = newKey();
  sessionStorage.setItem(KEYS, JSON.stringify({content, key}));
  return key;
}

function read(storage, name, otherwise) {
  try {
    return JSON.parse(storage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** The progress of one import. */
export function oneImport([id], update) {
  let current = null;
  let message = null;
  let lost = null;
  let pause = FIRST_PAUSE;
  let waiting = null;
  const address = location.hash;
  const page = {
    title: 'Import',
    async load() {
      const before = current?.version;
      current = (await call(`/accounts/imports/${id}`)).body;
      lost = null;
      pause = current.version === before ? Math.min(pause * 2, MAX_PAUSE) : FIRST_PAUSE;
      follow();
    },
    view: () => current ? view() : html`<p>Loading …</p>`,
  };
  document.addEventListener('visibilitychange', shown);

  /** Reads again after a while, as long as the import runs and the page is seen. */
  function follow() {
    clearTimeout(waiting);
    if (!current?.finishedAt && isSeen()) waiting = setTimeout(again, pause);
  }

  function again() {
    page.load().catch(failure => {
      lost = {kind: 'bad', text: `${failure.message} The import continues meanwhile.`};
      pause = Math.min(pause * 2, MAX_PAUSE);
      follow();
    }).then(update);
  }

  const isSeen = () => location.hash === address && document.visibilityState === 'visible';

  function shown() {
    if (location.hash !== address) document.removeEventListener('visibilitychange', shown);
    else if (isSeen()) follow();
  }

  function view() {
    const done = current.created + current.refused + current.skipped;
    const result = path(current, 'result');
    return html`
      <p>The link of this page shows the import to every member of staff.</p>
      <div aria-live="polite">${[message, lost].map(it => it ? html`<p class="message ${it.kind}">${it.text}</p>` : nothing)}</div>
      <section class="card" aria-labelledby="progress">
        <h2 id="progress" role="status">${STATUS[current.status]}</h2>
        <progress max=${current.rows} value=${done} aria-labelledby="done"></progress>
        <p id="done">${number(done)} of ${number(current.rows)} rows</p>
        <dl>
          <dt>Created</dt><dd id="created">${number(current.created)}</dd>
          <dt>Refused</dt><dd>${number(current.refused)}</dd>
          <dt>Skipped</dt><dd>${number(current.skipped)}</dd>
        </dl>
        <p class="soft">Started on ${time(current.createdAt)}${current.finishedAt
          ? `, ended on ${time(current.finishedAt)}, ${ago(current.finishedAt)}` : ''}.</p>
        ${current.refused ? html`<p>The result names the line and the reason of each row that was refused. Correct these rows and
          import them as a file of their own.</p>` : nothing}
        <div class="actions">
          ${result ? html`<a class="button" href=${result} download="import-${id}.csv" @click=${download}>Result of each row</a>` : nothing}
          ${path(current, 'cancellation') ? html`<button type="button" @click=${cancel}>Cancel</button>` : nothing}
        </div>
      </section>`;
  }

  /** Progress changes the version all the time, so any version is cancelled. */
  async function cancel() {
    try {
      current = (await call(path(current, 'cancellation'), {method: 'POST', version: '*'})).body;
      message = null;
    } catch (refused) {
      message = {kind: 'bad', text: `Not cancelled: ${refused.message}`};
    }
    pause = FIRST_PAUSE;
    follow();
    update();
    document.querySelector('h1').focus();
  }
  return page;
}
