/** Texts of values. Personal data is masked until the user shows it. */

let personal = false;

export const privacy = {
  isShown: () => personal,
  show: shown => { personal = shown; },
};

export function mask(text) {
  if (personal || !text) return text ?? '';
  const at = text.indexOf('@');
  return at > 0 ? text[0] + '•••' + text.slice(at) : text.split(' ').map(word => word[0] + '•••').join(' ');
}

export function name(it) {
  return mask([it?.title, it?.firstName, it?.middleName, it?.lastName, it?.suffix].filter(Boolean).join(' '));
}

export function time(value) {
  return value ? new Date(value).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'medium'}) : '';
}

export function ago(value) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(value)) / 1000));
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 172800) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} days ago`;
}

export function money(amount, currency) {
  return `${amount} ${currency}`;
}

export function number(value) {
  return value.toLocaleString('en-GB');
}

export function words(status) {
  return (status ?? '').toLowerCase().replaceAll('_', ' ');
}

export function megabytes(bytes) {
  return `${Math.round(bytes / 1048576)} MB`;
}
