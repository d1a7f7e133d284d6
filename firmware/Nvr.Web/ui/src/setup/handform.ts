import { api, reasonOf } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';
import { inLabels } from '../places/signin';
import { state } from '../state';
import type { Account } from '../setupapi';
import { AddressTrial } from './trial';

const plain = { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' };

/** A camera by hand: its address is enough to begin with. Says what is there while somebody types, asks for a password where the camera does, and adds it once there is a picture. */
export function handForm(): { element: HTMLElement; stop: () => void } {
  const address = h('input', { name: 'address', inputmode: 'url', required: true, placeholder: '192.168.1.20', ...plain });
  const userName = h('input', { name: 'userName', ...plain });
  const password = h('input', { name: 'password', type: 'password', autocomplete: 'new-password' });
  const name = h('input', { name: 'name', maxlength: 64, autocomplete: 'off', placeholder: t.cameras.nameExample });
  const error = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { class: 'quiet', role: 'status' });
  const send = h('button', { type: 'submit' });
  const anyway = h('button', { type: 'button', class: 'plain', hidden: true }, t.setUp.addAnyway);
  const label = (text: string, input: HTMLElement) => h('label', {}, h('span', {}, text), input);
  const account = h('div', { class: 'pair' }, label(t.cameras.userName, userName), label(t.cameras.password, password));
  const given = (): Account | null => (userName.value !== '' ? { userName: userName.value, password: password.value } : null);
  const isReady = () => trial.result?.outcome === 'picture' && trial.result.knownAs === null;
  const update = () => {
    say(send, isReady() ? t.cameras.addButton : t.setUp.look);
    send.className = isReady() ? 'primary' : '';
    // A stream that does not answer today may be wanted all the same, where its whole address is known.
    anyway.hidden = isReady() || trial.result === null || trial.result.knownAs !== null || !/^rtsps?:\/\/[^/]+\/./.test(address.value.trim());
  };
  const trial: AddressTrial = new AddressTrial(address, () => update());
  const element = h('form', { class: 'narrow hand' }, h('h2', {}, t.setUp.byHand), h('p', { class: 'quiet' }, t.setUp.byHandMeans), label(t.setUp.addressOr, address), trial.words, account, label(t.name, name), error, done,
    h('div', { class: 'row' }, send, anyway));

  const add = async (main: string, sub: string | null) => {
    await api.addCamera({ name: name.value.trim() || new URL(main.replace(/^rtsps?/, 'http')).hostname, mainUrl: main, ...(sub === null ? {} : { subUrl: sub }), ...(given() ?? {}) });
    element.reset();
    trial.clear();
    say(done, t.added);
    address.focus();
    void state.refresh();
  };
  const act = (deed: () => Promise<unknown>) => {
    send.disabled = true;
    say(error, '');
    say(done, '');
    deed().catch((f: unknown) => say(error, inLabels(element, reasonOf(f)))).finally(() => (send.disabled = false));
  };
  password.addEventListener('change', () => { if (given()) { act(() => trial.ask(true, given())); } });
  anyway.addEventListener('click', () => act(() => add(address.value.trim(), null)));
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    const { result } = trial;
    act(() => (isReady() && result?.mainUrl ? add(result.mainUrl, result.subUrl) : trial.ask(true, given())));
  });
  update();
  return { element, stop: () => trial.stop() };
}
