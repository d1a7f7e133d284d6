import { reasonOf } from '../api';
import { deviceApi, type Import, type ImportedCamera } from '../deviceapi';
import { h, put, say } from '../dom';
import { state } from '../state';
import { t, wordFor } from '../language/language';

/** Takes a list of cameras over from another system: a file or pasted text, then what would be added, then the chosen ones. */
export function importSection(): HTMLElement {
  const text = h('textarea', { name: 'content', rows: 6, 'aria-label': t.importing.text, spellcheck: 'false', autocapitalize: 'none', placeholder: 'name,url,user,password' });
  const file = h('input', { type: 'file', accept: '.csv,.yml,.yaml,.txt', 'aria-label': t.importing.file });
  const error = h('p', { class: 'error', role: 'alert' });
  const shown = h('div', { 'aria-live': 'polite' });
  const look = h('button', { type: 'submit', class: 'primary' }, t.importing.look);
  const form = h('form', { class: 'inline' },
    h('p', { class: 'quiet' }, t.importing.means),
    file, h('p', { class: 'quiet' }, t.importing.paste), text, error, look);
  file.addEventListener('change', () => {
    void file.files?.[0]?.text().then((content) => { text.value = content; });
    put(shown);
  });
  text.addEventListener('input', () => put(shown));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say(error, '');
    look.disabled = true;
    deviceApi.readList(text.value).then((list) => put(shown, preview(list, text.value)), (f: unknown) => { put(shown); say(error, reasonOf(f)); })
      .finally(() => (look.disabled = false));
  });
  return h('details', { class: 'tool import' }, h('summary', {}, t.importing.title), form, shown);
}

function preview(list: Import, content: string): HTMLElement {
  const rows = list.cameras.map((camera) => row(camera));
  const error = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { role: 'status' });
  const add = h('button', { type: 'submit', class: 'primary' });
  const chosen = () => rows.filter((r) => r.box.checked && !r.box.disabled);
  const count = () => {
    say(add, t.importing.add(chosen().length));
    add.disabled = chosen().length === 0;
  };
  const form = h('form', { class: 'inline' }, h('p', { class: 'strong' }, found(list)), h('ul', { class: 'list' }, ...rows.map((r) => r.element)),
    remarks(list), error, done, list.cameras.length > 0 && add);
  form.addEventListener('change', count);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    add.disabled = true;
    say(error, '');
    deviceApi.addFromList(content, chosen().map((r) => r.camera.line)).then(({ cameras }) => {
      cameras.forEach((camera) => rows.find((r) => r.camera.line === camera.line && r.camera.name === camera.name)?.settle(camera));
      const added = cameras.filter((c) => c.id).length;
      say(done, t.importing.wereAdded(added));
      void state.refresh();
    }, (f: unknown) => say(error, reasonOf(f))).finally(count);
  });
  count();
  return form;
}

const found = (list: Import) => t.importing.found(wordFor(t.importing.formats, list.format) ?? t.importing.formats.other, list.cameras.length);

function row(camera: ImportedCamera): { camera: ImportedCamera; box: HTMLInputElement; element: HTMLElement; settle: (answer: ImportedCamera) => void } {
  const box = h('input', { type: 'checkbox', checked: true });
  const said = h('p', { class: 'quiet' }, camera.needsPassword && t.importing.enterLater);
  const element = h('li', {}, h('label', { class: 'check' }, box, h('span', {}, h('b', {}, camera.name), ' ', h('code', {}, camera.mainUrl))), said);
  const settle = (answer: ImportedCamera) => {
    say(said, answer.id ? t.added : (answer.problem ?? ''));
    said.className = answer.id ? 'quiet' : 'error';
    box.disabled = answer.id !== null;
  };
  return { camera, box, element, settle };
}

function remarks(list: Import): HTMLElement | null {
  return list.remarks.length === 0 ? null : h('div', {}, h('p', { class: 'strong' }, t.importing.lookAt),
    h('ul', { class: 'remarks' }, ...list.remarks.map((r) => h('li', {}, t.importing.line(r.line, r.sentence)))));
}
