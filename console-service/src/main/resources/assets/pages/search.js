import {html, nothing} from '../lit-html.js';

const PAGE_SIZE = 20;

/** What a list is searched for, and its page. A search that fails keeps the list and shows why. */
export function searching(load, update) {
  let values = {};
  let number = 0;
  let failure = null;

  function submit(event) {
    event.preventDefault();
    values = Object.fromEntries([...new FormData(event.target)].map(([field, value]) => [field, value.trim()]));
    go(0);
  }

  async function go(to) {
    number = to;
    try {
      await load();
      failure = null;
    } catch (refused) {
      failure = refused.message;
    }
    update();
  }

  return {
    submit,

    /** The parameters of the request; toParameters makes them from the values of the form. */
    query(toParameters = it => it) {
      const given = Object.entries(toParameters(values)).filter(([, value]) => value);
      return new URLSearchParams([...given, ['page', number], ['size', PAGE_SIZE]]);
    },

    /** The list, and how to turn its pages; found is null until it is loaded. */
    view: (found, list) => html`
      <div aria-live="polite">${failure ? html`<p class="message bad">${failure}</p>` : nothing}</div>
      ${found ? list(found) : html`<p>Loading …</p>`}
      ${found ? pager(found.page, go) : nothing}`,
  };
}

function pager(page, go) {
  if (!page) return nothing;
  return html`
    <nav class="actions" aria-label="Pages of the list">
      <button type="button" ?disabled=${page.number === 0} @click=${() => go(page.number - 1)}>Previous</button>
      <span>Page ${page.number + 1} of ${Math.max(1, page.totalPages)}, ${page.totalElements} in all</span>
      <button type="button" ?disabled=${page.number + 1 >= page.totalPages} @click=${() => go(page.number + 1)}>Next</button>
    </nav>`;
}
