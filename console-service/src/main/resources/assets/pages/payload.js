import {html} from '../lit-html.js';

const VIOLATION = /is not a valid \w+: (?:(\/[^:]*): )?(.*)\.$/;

/** The payload of a dead letter; marks the field that differs from the schema, and says how. */
export function payload(text, cause) {
  const [, wrong = '', violation] = VIOLATION.exec(cause ?? '') ?? [];
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return html`${text}`;
  }
  let isMarked = violation === undefined;
  return lines(value, '', '', '', '').map(({pointer, line}) => {
    if (isMarked || pointer !== wrong) return html`${line}\n`;
    isMarked = true;
    return html`<mark>${line}</mark> <strong>← ${violation}</strong>\n`;
  });
}

/** The lines of a value, each with the JSON pointer of what it shows. */
function lines(value, pointer, indent, name, end) {
  const line = text => ({pointer, line: indent + name + text});
  if (value === null || typeof value !== 'object' || !Object.keys(value).length) {
    return [line(JSON.stringify(value) + end)];
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const entries = Object.entries(value);
  return [
    line(open),
    ...entries.flatMap(([key, each], i) => lines(each, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`,
      `${indent}  `, Array.isArray(value) ? '' : `${JSON.stringify(key)}: `, i < entries.length - 1 ? ',' : '')),
    {pointer: null, line: indent + close + end},
  ];
}
