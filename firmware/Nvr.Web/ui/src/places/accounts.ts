import { reasonOf } from '../api';
import { deviceApi, type Device } from '../deviceapi';
import { h, say } from '../dom';
import { field, inLabels, textIn } from './signin';
import { t } from '../language/language';

/** Asks for the user name and password of one device; they go to the recorder once, and are never shown again. */
export function accountForm(device: Device, send: (body: { userName: string; password: string }) => Promise<unknown>, close: () => void): HTMLElement {
  const form = h('form', { class: 'inline narrow' }, ...fields(),
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, t.devices.recordIt), h('button', { type: 'button', class: 'plain', onclick: close }, t.cancel)),
    h('p', { class: 'quiet' }, t.devices.triedOn(device.address)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(accountIn(form));
  });
  return form;
}

/** Sets the account that all cameras of this site have. */
export function siteForm(): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { class: 'quiet', role: 'status' });
  const form = h('form', { class: 'inline narrow site' },
    h('p', { class: 'quiet' }, t.devices.siteMeans),
    ...fields('admin'), error, done, h('button', { type: 'submit', class: 'primary' }, t.set));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { userName, password } = accountIn(form);
    say(error, '');
    say(done, '');
    deviceApi.setSiteAccount(userName, password).then(() => { form.reset(); say(done, t.devices.siteSet); }, (f: unknown) => say(error, inLabels(form, reasonOf(f))));
  });
  return h('details', { class: 'tool' }, h('summary', {}, t.devices.siteTitle), form);
}

const fields = (user = '') => [
  field(t.cameras.userName, 'userName', { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', value: user }),
  field(t.cameras.password, 'password', { type: 'password', autocomplete: 'new-password' }),
];

function accountIn(form: HTMLFormElement): { userName: string; password: string } {
  const data = new FormData(form);
  return { userName: textIn(data, 'userName'), password: textIn(data, 'password') };
}
