import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { poeApi, type Switch, type SwitchBody } from '../poeapi';
import { field, inLabels, textIn } from './signin';
import { t } from '../language/language';

/** The switches whose PoE ports the recorder manages; for administrators. What is secret goes to the recorder once, and is never shown again. */
export function switchSection(changed: () => void): HTMLElement {
  const list = h('ul', { class: 'list' });
  const error = h('p', { class: 'error', role: 'alert' });
  const show = (switches: Switch[]) => put(list, ...switches.map((s) => h('li', {},
    h('div', { class: 'row' }, h('span', { class: 'strong' }, s.name), h('span', { class: 'quiet' }, `${s.address} · ${t.switches.snmp(s.version)}${s.encrypted ? t.switches.encrypted : ''}`)),
    h('button', { class: 'plain', onclick: () => remove(s) }, t.remove))));
  const refresh = () => poeApi.switches().then(show, (f: unknown) => say(error, reasonOf(f)));
  const remove = (s: Switch) => {
    say(error, '');
    void poeApi.removeSwitch(s.name).then(() => { void refresh(); changed(); }, (f: unknown) => say(error, reasonOf(f)));
  };
  void refresh();
  return h('details', { class: 'tool' }, h('summary', {}, t.switches.title), list, error, addForm((switches) => { show(switches); changed(); }));
}

function addForm(added: (switches: Switch[]) => void): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { class: 'quiet', role: 'status' });
  const version = h('select', { name: 'version', onchange: () => choose() }, h('option', { value: '3' }, t.switches.withUser), h('option', { value: '2c' }, t.switches.withCommunity));
  const user = h('div', {},
    field(t.switches.userName, 'userName', { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: false }),
    h('label', {}, h('span', {}, t.switches.hash), h('select', { name: 'hash' }, h('option', { value: 'sha256' }, 'SHA-256'), h('option', { value: 'sha1' }, 'SHA-1'))),
    field(t.password, 'password', { type: 'password', autocomplete: 'new-password', required: false }),
    field(t.switches.encryption, 'encryptionPassword', { type: 'password', autocomplete: 'new-password', required: false }));
  const community = h('div', { hidden: true }, field(t.switches.community, 'community', { type: 'password', autocomplete: 'off', required: false }),
    h('p', { class: 'quiet' }, t.switches.communityMeans));
  const choose = () => { user.hidden = version.value !== '3'; community.hidden = version.value === '3'; };
  const form = h('form', { class: 'inline narrow' }, h('p', { class: 'strong' }, t.switches.addTitle),
    field(t.name, 'name', { autocomplete: 'off', required: true }), field(t.switches.address, 'address', { autocomplete: 'off', required: true }),
    h('label', {}, h('span', {}, t.switches.version), version), user, community, error, done,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, t.add), h('button', { type: 'button', class: 'plain', onclick: () => void tryOut() }, t.switches.onlyTry)));
  const body = () => {
    const data = new FormData(form);
    const fields: (keyof SwitchBody)[] = version.value === '3' ? ['name', 'address', 'userName', 'hash', 'password', 'encryptionPassword'] : ['name', 'address', 'community'];
    return Object.fromEntries(fields.map((name) => [name, textIn(data, name)])) as unknown as SwitchBody;
  };
  const act = async <T>(deed: () => Promise<T>, then: (answer: T) => void) => {
    say(error, '');
    say(done, t.switches.asked);
    form.querySelectorAll('button').forEach((b) => (b.disabled = true));
    try {
      then(await deed());
    } catch (failure) {
      say(done, '');
      say(error, inLabels(form, reasonOf(failure)));
    } finally {
      form.querySelectorAll('button').forEach((b) => (b.disabled = false));
    }
  };
  const tryOut = () => act(() => poeApi.tryOut(body()), (answer) => say(done, answer.sentence));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void act(() => poeApi.addSwitch(body()), (switches) => { form.reset(); choose(); say(done, t.added); added(switches); });
  });
  return form;
}
