import { reasonOf } from '../api';
import { deviceApi, type Device } from '../deviceapi';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { field, inLabels, textIn } from '../places/signin';
import { state } from '../state';

const lookMs = 3_000;
/** A visit to a camera takes up to a minute, and the recorder makes eight at once. */
const atOnce = 4;

const titleOf = (d: Device) => d.name ?? ([d.maker, d.model].filter(Boolean).join(' ') || t.devices.deviceAt(d.address));
const waits = (d: Device) => d.state === 'found' || d.state === 'identified' || d.state === 'needsPassword';

/** What the recorder found and does not record yet, and one button with one password for all of it. */
export function foundList(): { element: HTMLElement; stop: () => void } {
  const note = h('p', { class: 'quiet' });
  const list = h('ul', { class: 'list' });
  const error = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { role: 'status' });
  const add = h('button', { type: 'submit', class: 'primary' });
  const form = h('form', { class: 'narrow all', hidden: true }, h('p', { class: 'quiet' }, t.setUp.onePassword),
    h('div', { class: 'pair' }, field(t.cameras.userName, 'userName', { value: 'admin', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: false }),
      field(t.cameras.password, 'password', { type: 'password', autocomplete: 'new-password', required: false })), error, h('div', { class: 'row' }, add));
  const element = h('section', {}, h('h2', {}, t.devices.title), note, list, done, form);
  let waiting: Device[] = [];
  let shown = '';
  let isBusy = false;
  const show = (discovery: string, devices: Device[]) => {
    waiting = devices.filter((d) => waits(d) && !d.mayReplace);
    const told = devices.filter((d) => waits(d));
    say(note, discovery === 'off' ? t.setUp.notLooking : devices.length === 0 ? t.devices.none : told.length === 0 ? t.setUp.nothingWaits : '');
    note.hidden = note.textContent === '';
    form.hidden = waiting.length === 0;
    say(add, t.setUp.addAll(waiting.length));
    const text = JSON.stringify(told.map((d) => [d.id, d.sentence, d.nextStep, d.address]));
    if (text !== shown) {
      shown = text;
      put(list, ...told.map((d) => h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, titleOf(d)), h('span', { class: 'quiet' }, d.address)), h('p', {}, [d.sentence, d.nextStep].filter(Boolean).join(' ')),
        h('button', { type: 'button', class: 'plain', onclick: () => void deviceApi.ignore(d.id).then(look, (f: unknown) => say(error, reasonOf(f))) }, t.devices.ignore))));
    }
  };
  const look = () => void deviceApi.list().then(({ discovery, devices }) => show(discovery, devices), (f: unknown) => say(error, reasonOf(f)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isBusy) {
      return;
    }
    isBusy = add.disabled = true;
    say(error, '');
    say(done, t.setUp.adding);
    const data = new FormData(form);
    adopt(waiting, textIn(data, 'userName'), textIn(data, 'password'))
      .then((added) => say(done, t.setUp.wereAdded(added.length - added.filter((d) => waits(d)).length, added.length)), (f: unknown) => {
        say(done, '');
        say(error, inLabels(form, reasonOf(f)));
      })
      .finally(() => {
        isBusy = add.disabled = false;
        void state.refresh();
        look();
      });
  });
  const timer = setInterval(look, lookMs);
  look();
  return { element, stop: () => clearInterval(timer) };
}

/** The password is the site's from then on: cameras that come later are tried with it, too. */
async function adopt(devices: Device[], userName: string, password: string): Promise<Device[]> {
  if (password !== '') {
    await deviceApi.setSiteAccount(userName, password);
  }
  const left = [...devices];
  const results: Device[] = [];
  const work = async () => {
    for (let device = left.shift(); device; device = left.shift()) {
      results.push(await deviceApi.adopt(device.id, {}).catch(() => device));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
