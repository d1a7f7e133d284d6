import { reasonOf } from '../api';
import { certificateApi, type Certificate } from '../certificateapi';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { longDayOf } from '../words';
import { careForm } from './form';

/** What the recorder shows to browsers: its own certificate, or one that somebody gives it. Asked for at each opening. */
export function certificateFold(): HTMLElement {
  const body = h('div', {});
  const told = h('p', { role: 'status' });
  const element: HTMLDetailsElement = h('details', { class: 'tool' }, h('summary', {}, t.care.certificate.title), told, body);
  const change = async (done: string, wish: () => Promise<unknown>) => {
    await wish();
    show(await certificateApi.read());
    say(told, done);
  };
  const show = (now: Certificate) => put(body, ...view(now), now.isPlain ? null : giveForm(change), now.isPlain || now.isOwn ? null : backForm(change));
  element.addEventListener('toggle', () => {
    say(told, '');
    put(body);
    if (element.open) {
      void certificateApi.read().then(show, (f: unknown) => put(body, h('p', { class: 'error', role: 'alert' }, reasonOf(f))));
    }
  });
  return element;
}

type Change = (done: string, wish: () => Promise<unknown>) => Promise<void>;

function view(now: Certificate): HTMLElement[] {
  if (now.isPlain) {
    return [h('p', { class: 'quiet' }, t.care.certificate.plain)];
  }
  return [
    h('p', {}, now.isOwn ? t.care.certificate.own : t.care.certificate.given(now.issuer)),
    h('p', {}, t.care.certificate.fingerprint, ': ', h('code', {}, now.fingerprint)),
    h('p', { class: 'quiet' }, t.care.certificate.names(now.names), ' ', t.care.certificate.until(longDayOf(Date.parse(now.until)))),
  ];
}

function giveForm(change: Change): HTMLElement {
  const files = h('input', { type: 'file', name: 'pem', multiple: true, required: true, accept: '.pem,.crt,.cer,.key' });
  return careForm(async () => {
    const texts = await Promise.all([...(files.files ?? [])].map((f) => f.text()));
    await change(t.care.certificate.used, () => certificateApi.give(texts.join('\n')));
  }, h('p', {}, t.care.certificate.giveMeans), h('label', {}, h('span', {}, t.care.certificate.files), files), h('button', { type: 'submit' }, t.care.certificate.give));
}

function backForm(change: Change): HTMLElement {
  return careForm(() => change(t.care.certificate.back, certificateApi.goBack), h('button', { type: 'submit' }, t.care.certificate.goBack));
}
