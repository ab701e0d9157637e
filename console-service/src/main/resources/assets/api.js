/** Requests to the public API and to the API of the console, always to the same origin. */

const TOKEN = 'storefront.token';

/** An answer that is no success, with its problem document. */
export class Problem extends Error {
  constructor(status, body) {
    super(describe(status, body));
    this.status = status;
  }
}

function describe(status, body) {
  if (status === 412) {
    return 'It was changed in the meantime. The page shows the present state; decide again.';
  }
  const fields = (body.errors ?? []).map(it => `${it.field}: ${it.message}`);
  return [body.detail ?? body.title ?? `The answer has the status ${status}.`, ...fields].join(' ');
}

export const token = {
  get: () => sessionStorage.getItem(TOKEN),
  set: value => value ? sessionStorage.setItem(TOKEN, value) : sessionStorage.removeItem(TOKEN),
};

export function authorization() {
  return token.get() ? {Authorization: `Bearer ${token.get()}`} : {};
}

/** A new Idempotency-Key. crypto.randomUUID exists only on https and localhost. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Returns {body, version}; the version is the entity tag. Throws a Problem. With a type the body is sent as it is, for
 * example a file.
 */
export async function call(path, {method = 'GET', body, type, version, key, timeout = 60_000} = {}) {
  const headers = {Accept: 'application/json', ...authorization()};
  if (body !== undefined) headers['Content-Type'] = type ?? 'application/json';
  if (version) headers['If-Match'] = version;
  if (key) headers['Idempotency-Key'] = key;
  let response;
  try {
    response = await fetch(path, {
      method, headers, body: type || body === undefined ? body : JSON.stringify(body), signal: AbortSignal.timeout(timeout)});
  } catch {
    throw new Problem(0, {detail: 'The storefront does not answer. The page tries again when it is back.'});
  }
  const text = await response.text();
  const parsed = parse(text);
  if (!response.ok) {
    if (response.status === 401) document.dispatchEvent(new Event('token-needed'));
    throw new Problem(response.status, parsed);
  }
  return {body: parsed, version: response.headers.get('ETag')};
}

/** Follows a link to a file. A link sends no token, so with a token the file is fetched first. */
export async function download(event) {
  if (!token.get()) return;
  event.preventDefault();
  const {href} = event.currentTarget;
  const response = await fetch(href, {headers: authorization()});
  if (!response.ok) throw new Problem(response.status, parse(await response.text()));
  const file = document.createElement('a');
  file.href = URL.createObjectURL(await response.blob());
  file.download = href.split('/').at(-1);
  file.click();
  URL.revokeObjectURL(file.href);
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}

/** The path of a HAL link; the host is always the one of this page. */
export function path(resource, relation) {
  const href = resource?._links?.[relation]?.href;
  if (!href) return null;
  const url = new URL(href, location.href);
  return url.pathname + url.search;
}

/** The members of a HAL page, whatever their relation is called. */
export function members(page) {
  return Object.values(page._embedded ?? {}).flat();
}
