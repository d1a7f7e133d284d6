import { Failure } from '../api';
import { h, put, say } from '../dom';
import { poeApi, type Switch } from '../poeapi';
import { field, inLabels } from './signin';

/** The switches whose PoE ports the recorder manages; for administrators. What is secret goes to the recorder once, and is never shown again. */
export function switchSection(changed: () => void): HTMLElement {
  const list = h('ul', { class: 'list' });
  const error = h('p', { class: 'error', role: 'alert' });
  const show = (switches: Switch[]) => put(list, ...switches.map((s) => h('li', {},
    h('div', { class: 'row' }, h('span', { class: 'strong' }, s.name), h('span', { class: 'quiet' }, `${s.address} · SNMP version ${s.version}${s.encrypted ? ', encrypted' : ''}`)),
    h('button', { class: 'plain', onclick: () => remove(s) }, 'Remove'))));
  const refresh = () => poeApi.switches().then(show, (f: Failure) => say(error, f.message));
  const remove = (s: Switch) => {
    say(error, '');
    void poeApi.removeSwitch(s.name).then(() => { void refresh(); changed(); }, (f: Failure) => say(error, f.message));
  };
  void refresh();
  return h('details', { class: 'tool' }, h('summary', {}, 'Switches with PoE'), list, error, addForm((switches) => { show(switches); changed(); }));
}

function addForm(added: (switches: Switch[]) => void): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { class: 'quiet', role: 'status' });
  const version = h('select', { name: 'version', onchange: () => choose() }, h('option', { value: '3' }, '3, with a user'), h('option', { value: '2c' }, '2c, with a community'));
  const user = h('div', {},
    field('User name on the switch', 'userName', { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: false }),
    h('label', {}, h('span', {}, 'Its password is hashed with'), h('select', { name: 'hash' }, h('option', { value: 'sha256' }, 'SHA-256'), h('option', { value: 'sha1' }, 'SHA-1'))),
    field('Password', 'password', { type: 'password', autocomplete: 'new-password', required: false }),
    field('Encryption password (AES-128)', 'encryptionPassword', { type: 'password', autocomplete: 'new-password', required: false }));
  const community = h('div', { hidden: true }, field('Community that may write', 'community', { type: 'password', autocomplete: 'off', required: false }),
    h('p', { class: 'quiet' }, 'Version 2c sends it in words that can be read. Take version 3 where the switch has it.'));
  const choose = () => { user.hidden = version.value !== '3'; community.hidden = version.value === '3'; };
  const form = h('form', { class: 'inline narrow' }, h('p', { class: 'strong' }, 'Add a switch'),
    field('Name', 'name', { autocomplete: 'off', required: true }), field('IP address', 'address', { autocomplete: 'off', required: true }),
    h('label', {}, h('span', {}, 'SNMP version'), version), user, community, error, done,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, 'Add'), h('button', { type: 'button', class: 'plain', onclick: () => void tryOut() }, 'Only try')));
  const body = () => {
    const data = new FormData(form);
    const fields = version.value === '3' ? ['name', 'address', 'userName', 'hash', 'password', 'encryptionPassword'] : ['name', 'address', 'community'];
    return Object.fromEntries(fields.map((name) => [name, String(data.get(name))]));
  };
  const act = async <T>(deed: () => Promise<T>, then: (answer: T) => void) => {
    say(error, '');
    say(done, 'The switch is asked. That takes some seconds.');
    form.querySelectorAll('button').forEach((b) => (b.disabled = true));
    try {
      then(await deed());
    } catch (failure) {
      say(done, '');
      say(error, inLabels(form, (failure as Failure).message));
    } finally {
      form.querySelectorAll('button').forEach((b) => (b.disabled = false));
    }
  };
  const tryOut = () => act(() => poeApi.tryOut(body()), (answer) => say(done, answer.sentence));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void act(() => poeApi.addSwitch(body()), (switches) => { form.reset(); choose(); say(done, 'Added.'); added(switches); });
  });
  return form;
}
