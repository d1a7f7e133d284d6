import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { peopleApi, type Person, type Role } from '../peopleapi';
import { field, inLabels, textIn } from '../places/signin';
import { state } from '../state';
import { t } from '../language/language';

const roles: Role[] = ['administrator', 'operator', 'viewer'];

/** Who may use the recorder; for administrators. */
export function usersSection(): HTMLElement {
  const list = h('ul', { class: 'list' });
  const error = h('p', { class: 'error', role: 'alert' });
  const show = (people: Person[]) => put(list, ...people.map((p) => row(p, refresh)));
  const refresh = () => void peopleApi.list().then(show, (f: unknown) => say(error, reasonOf(f)));
  const adding = h('details', { class: 'tool' }, h('summary', {}, t.people.add), personForm(null, () => { adding.open = false; refresh(); }));
  refresh();
  return h('section', {}, list, error, adding);
}

function row(person: Person, changed: () => void): HTMLElement {
  const isSelf = person.id === state.box!.user.id;
  const names = person.cameras.flatMap((id) => state.camera(id)?.name ?? []);
  const what = person.role === 'viewer' ? t.people.sees(names.length > 0 ? names.join(', ') : t.people.nothing) : t.people.means[person.role];
  const open = (form: HTMLElement) => element.querySelector('form') ?? (element.append(form), form.querySelector('input')?.focus());
  const buttons = h('div', { class: 'row' }, h('button', { class: 'plain', onclick: () => open(personForm(person, changed)) }, t.people.change), !isSelf && h('button', { class: 'plain', onclick: () => open(removeForm(person, changed)) }, t.remove));
  const element = h('li', { 'data-user': person.userName }, h('div', { class: 'row line' }, h('span', { class: 'strong', dir: 'auto' }, person.userName), h('span', { class: 'quiet' }, isSelf ? t.people.you(t.box.roles[person.role]) : t.box.roles[person.role])),
    h('p', { class: 'quiet' }, what), buttons);
  return element;
}

function personForm(person: Person | null, done: () => void): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const role = h('select', { name: 'role' }, ...roles.map((r) => h('option', { value: r, selected: r === (person?.role ?? 'viewer') }, t.box.roles[r])));
  const means = h('p', { class: 'quiet' });
  const cameras = h('fieldset', { class: 'schedule' }, h('legend', {}, t.people.maySee), ...(state.cameras ?? []).map((c) =>
    h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'camera', value: c.id, checked: person?.cameras.includes(c.id) ?? false }), h('span', { dir: 'auto' }, c.name))));
  const follow = () => { cameras.hidden = role.value !== 'viewer'; say(means, t.people.means[role.value as Role]); };
  role.addEventListener('change', follow);
  follow();
  const send = h('button', { type: 'submit', class: 'primary' }, person ? t.save : t.people.add);
  const form: HTMLFormElement = h('form', { class: 'inline narrow' },
    field(t.door.userName, 'userName', { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', maxlength: 64, value: person?.userName ?? '' }),
    field(person ? t.people.newPassword : t.password, 'password', { type: 'password', autocomplete: 'new-password', required: person === null }),
    h('label', {}, h('span', {}, t.people.role), role), means, cameras, error,
    h('div', { class: 'row' }, send, person && h('button', { type: 'button', class: 'plain', onclick: () => form.remove() }, t.cancel)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const isViewer = role.value === 'viewer';
    const body = { userName: textIn(data, 'userName'), password: textIn(data, 'password') || null, role: role.value as Role, cameras: isViewer ? data.getAll('camera').filter((id) => typeof id === 'string') : [] };
    send.disabled = true;
    say(error, '');
    (person ? peopleApi.change(person.id, body) : peopleApi.add(body))
      .then(() => { form.reset(); follow(); done(); }, (f: unknown) => say(error, inLabels(form, reasonOf(f))))
      .finally(() => (send.disabled = false));
  });
  return form;
}

function removeForm(person: Person, done: () => void): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const form: HTMLFormElement = h('form', { class: 'inline narrow' }, h('p', {}, t.people.removeWarning(person.userName)), error,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'danger' }, t.remove), h('button', { type: 'button', class: 'plain', onclick: () => form.remove() }, t.cancel)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void peopleApi.remove(person.id).then(done, (f: unknown) => say(error, reasonOf(f)));
  });
  return form;
}

/** One's own password. */
export function passwordSection(): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const said = h('p', { class: 'quiet', role: 'status' });
  const form = h('form', { class: 'inline narrow' },
    field(t.people.oldPassword, 'oldPassword', { type: 'password', autocomplete: 'current-password' }), field(t.people.newOwn, 'newPassword', { type: 'password', autocomplete: 'new-password' }),
    error, said, h('button', { type: 'submit', class: 'primary' }, t.save));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    say(error, '');
    say(said, '');
    void peopleApi.changePassword(textIn(data, 'oldPassword'), textIn(data, 'newPassword'))
      .then(() => { form.reset(); say(said, t.people.passwordChanged); }, (f: unknown) => say(error, inLabels(form, reasonOf(f))));
  });
  return h('details', { class: 'tool' }, h('summary', {}, t.people.ownPassword), form);
}
