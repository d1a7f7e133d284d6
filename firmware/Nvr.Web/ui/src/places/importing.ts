import type { Failure } from '../api';
import { deviceApi, type Import, type ImportedCamera } from '../deviceapi';
import { h, put, say } from '../dom';
import { state } from '../state';

/** Takes a list of cameras over from another system: a file or pasted text, then what would be added, then the chosen ones. */
export function importSection(): HTMLElement {
  const text = h('textarea', { name: 'content', rows: 6, 'aria-label': 'Text of the list', spellcheck: 'false', autocapitalize: 'none', placeholder: 'name,url,user,password' });
  const file = h('input', { type: 'file', accept: '.csv,.yml,.yaml,.txt', 'aria-label': 'File with the list' });
  const error = h('p', { class: 'error', role: 'alert' });
  const shown = h('div', { 'aria-live': 'polite' });
  const look = h('button', { type: 'submit', class: 'primary' }, 'Look at it');
  const form = h('form', { class: 'inline' },
    h('p', { class: 'quiet' }, 'A table (CSV) with a name and an address for each camera, or the configuration file of Frigate or MediaMTX. Nothing is added before you have seen it.'),
    file, h('p', { class: 'quiet' }, 'Or paste the text here:'), text, error, look);
  file.addEventListener('change', () => {
    void file.files?.[0]?.text().then((content) => { text.value = content; });
    put(shown);
  });
  text.addEventListener('input', () => put(shown));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say(error, '');
    look.disabled = true;
    deviceApi.readList(text.value).then((list) => put(shown, preview(list, text.value)), (f: Failure) => { put(shown); say(error, f.message); })
      .finally(() => (look.disabled = false));
  });
  return h('details', { class: 'tool import' }, h('summary', {}, 'Add a list of cameras from another system'), form, shown);
}

function preview(list: Import, content: string): HTMLElement {
  const rows = list.cameras.map((camera) => row(camera));
  const error = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { role: 'status' });
  const add = h('button', { type: 'submit', class: 'primary' });
  const chosen = () => rows.filter((r) => r.box.checked && !r.box.disabled);
  const count = () => {
    say(add, chosen().length === 1 ? 'Add 1 camera' : `Add ${chosen().length} cameras`);
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
      say(done, added === 1 ? '1 camera was added.' : `${added} cameras were added.`);
      void state.refresh();
    }, (f: Failure) => say(error, f.message)).finally(count);
  });
  count();
  return form;
}

const formats: Record<string, string> = { csv: 'a table', frigate: 'a Frigate configuration', mediaMtx: 'a MediaMTX configuration' };

function found(list: Import): string {
  const many = list.cameras.length === 1 ? '1 camera' : `${list.cameras.length} cameras`;
  return `This is ${formats[list.format] ?? 'a list'} with ${list.cameras.length === 0 ? 'no camera that can be added' : many}.`;
}

function row(camera: ImportedCamera): { camera: ImportedCamera; box: HTMLInputElement; element: HTMLElement; settle: (answer: ImportedCamera) => void } {
  const box = h('input', { type: 'checkbox', checked: true });
  const said = h('p', { class: 'quiet' }, camera.needsPassword && 'Its password is not in the list; enter it afterwards.');
  const element = h('li', {}, h('label', { class: 'check' }, box, h('span', {}, h('b', {}, camera.name), ' ', h('code', {}, camera.mainUrl))), said);
  const settle = (answer: ImportedCamera) => {
    say(said, answer.id ? 'Added.' : (answer.problem ?? ''));
    said.className = answer.id ? 'quiet' : 'error';
    box.disabled = answer.id !== null;
  };
  return { camera, box, element, settle };
}

function remarks(list: Import): HTMLElement | null {
  return list.remarks.length === 0 ? null : h('div', {}, h('p', { class: 'strong' }, 'Look at these'),
    h('ul', { class: 'remarks' }, ...list.remarks.map((r) => h('li', {}, `Line ${r.line}: ${r.sentence}`))));
}
