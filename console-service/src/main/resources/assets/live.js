/**
 * One stream of server-sent events a tab. Read with fetch, because EventSource cannot send a token.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
import {authorization} from './api.js';

const SILENCE = 50_000; // the server sends a heartbeat every 20 s
const MAX_PAUSE = 15_000;

/** Calls onNotices with arrays of notices, onReset when some were missed, onState with a boolean. */
export async function follow(address, {onNotices, onReset, onState}) {
  let lastId = null;
  let pause = 500;
  for (;;) {
    const abort = new AbortController();
    let watchdog;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => abort.abort(), SILENCE);
    };
    try {
      alive();
      const headers = {Accept: 'text/event-stream', ...authorization()};
      if (lastId) headers['Last-Event-ID'] = lastId;
      const response = await fetch(address, {headers, signal: abort.signal, cache: 'no-store'});
      if (response.status === 401) document.dispatchEvent(new Event('token-needed'));
      if (!response.ok) throw new Error(`Status ${response.status}`);
      onState(true);
      pause = 500;
      for await (const event of events(response.body, alive)) {
        if (event.id) lastId = event.id;
        if (event.name === 'reset') onReset();
        const notices = event.data ? JSON.parse(event.data) : [];
        if (notices.length) onNotices(notices);
      }
    } catch {
      // The next attempt resumes after lastId.
    }
    clearTimeout(watchdog);
    onState(false);
    await new Promise(done => setTimeout(done, pause * (0.5 + Math.random())));
    pause = Math.min(pause * 2, MAX_PAUSE);
  }
}

async function* events(body, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return;
    alive();
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = {data: ''};
      for (const line of text.slice(0, end).split('\n')) {
        const [, field, content] = /^([^:]*):? ?(.*)$/.exec(line);
        if (field === 'data') event.data += content;
        if (field === 'id') event.id = content;
        if (field === 'event') event.name = content;
      }
      text = text.slice(end + 2);
      yield event;
    }
  }
}
