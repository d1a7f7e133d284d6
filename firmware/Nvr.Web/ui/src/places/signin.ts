import { api, reasonOf } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';

export function signInForm(entered: () => void): HTMLElement {
  return form(t.door.signIn, t.door.signIn, [nameField(), passwordField('current-password')], null, async (f) => {
    await api.signIn(f('userName'), f('password'));
    entered();
  });
}

export function setUpForm(simulated: boolean, entered: () => void): HTMLElement {
  const code = field(t.door.code, 'code', { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 10, placeholder: t.door.digits });
  return form(t.door.setUp, t.door.start, [code, nameField(), passwordField('new-password')], t.door.why(simulated), async (f) => {
    await api.setUp(f('code'), f('userName'), f('password'));
    entered();
  });
}

const nameField = () => field(t.door.userName, 'userName', { autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' });

const passwordField = (autocomplete: string) => field(t.password, 'password', { type: 'password', autocomplete });

export function field(label: string, name: string, props: Record<string, string | number | boolean> = {}): HTMLElement {
  return h('label', {}, h('span', {}, label), h('input', { name, required: true, ...props }));
}

/** What was typed into a field of a form; nothing where there is no such field. */
export function textIn(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

/** A sentence of the recorder with the labels of a form in place of the names of its fields. */
export function inLabels(form: HTMLFormElement, sentence: string): string {
  return sentence.replace(/'(\w+)'/g, (quoted, name: string) => {
    const label = form.querySelector(`[name="${name}"]`)?.closest('label')?.querySelector('span')?.textContent;
    return label ? t.quoted(label) : quoted;
  });
}

function form(title: string, button: string, fields: HTMLElement[], hint: string | null, submit: (f: (name: string) => string) => Promise<void>): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const send = h('button', { type: 'submit', class: 'primary' }, button);
  const element = h('form', {}, h('h1', {}, title), hint !== null && h('p', { class: 'quiet' }, hint), ...fields, error, send);
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(element);
    send.disabled = true;
    say(error, '');
    submit((name) => textIn(data, name))
      .catch((failure: unknown) => say(error, inLabels(element, reasonOf(failure))))
      .finally(() => (send.disabled = false));
  });
  return h('main', { class: 'door' }, element);
}
