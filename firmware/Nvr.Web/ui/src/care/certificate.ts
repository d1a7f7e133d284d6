import { Failure, reasonOf } from '../api';
import { certificateApi, type Certificate } from '../certificateapi';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { inLabels } from '../places/signin';
import { longDayOf } from '../words';
import { careForm, labelled } from './form';

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
  const show = (now: Certificate) => put(body, ...view(now), now.isPlain ? null : giveForm(change), now.isPlain ? null : fetchForm(now, change), now.isPlain || now.isOwn ? null : backForm(change));
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
    ...(now.acme === null ? [] : [h('p', {}, t.care.certificate.fetched(new URL(now.acme.directory).host)), ...(now.acme.problem === null ? [] : [h('p', { class: 'error', role: 'alert' }, now.acme.problem)])]),
  ];
}

function giveForm(change: Change): HTMLElement {
  const files = h('input', { type: 'file', name: 'pem', multiple: true, required: true, accept: '.pem,.crt,.cer,.key' });
  return careForm(async () => {
    const texts = await Promise.all([...(files.files ?? [])].map((f) => f.text()));
    await change(t.care.certificate.used, () => certificateApi.give(texts.join('\n')));
  }, h('h3', {}, t.care.certificate.giveTitle), h('p', { class: 'quiet' }, t.care.certificate.giveMeans), h('label', {}, h('span', {}, t.care.certificate.files), files), h('button', { type: 'submit' }, t.care.certificate.give));
}

function fetchForm(now: Certificate, change: Change): HTMLElement {
  const directory = h('input', { name: 'directory', type: 'url', required: true, value: now.acme?.directory ?? '', placeholder: 'https://ca.example.org/acme/directory', autocomplete: 'off', spellcheck: 'false' });
  const names = h('input', { name: 'names', required: true, value: now.acme?.names.join(' ') ?? location.hostname, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
  const contact = h('input', { name: 'contact', type: 'email', value: now.acme?.contact ?? '', autocomplete: 'email' });
  const authority = h('input', { name: 'authority', type: 'file', accept: '.pem,.crt,.cer' });
  return careForm(async (form) => {
    const wish = { directory: directory.value, names: names.value.split(/[\s,]+/), contact: contact.value || null, authority: (await authority.files?.[0]?.text()) ?? null };
    try {
      await change(t.care.certificate.fetchedNow, () => certificateApi.fetch(wish));
    } catch (failure) {
      throw failure instanceof Failure ? new Failure(failure.status, inLabels(form, failure.message)) : failure;
    }
  }, h('h3', {}, t.care.certificate.fetch), h('p', { class: 'quiet' }, t.care.certificate.fetchMeans), labelled(t.care.certificate.directory, directory), labelled(t.care.certificate.fetchNames, names),
  labelled(t.care.certificate.contact, contact), labelled(t.care.certificate.authority, authority), h('button', { type: 'submit' }, t.care.certificate.fetchIt));
}

function backForm(change: Change): HTMLElement {
  return careForm(() => change(t.care.certificate.back, certificateApi.goBack), h('button', { type: 'submit' }, t.care.certificate.goBack));
}
