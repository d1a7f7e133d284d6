import { reasonOf } from '../api';
import { deviceApi, type Device } from '../deviceapi';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { field, inLabels, textIn } from '../places/signin';
import { LivePlayer, ofDevice } from '../live/player';
import { state } from '../state';

interface Row { element: HTMLElement; player: LivePlayer; update: (device: Device) => void }

const lookMs = 3_000;
/** A visit to a camera takes up to a minute, and the recorder makes eight at once. */
const atOnce = 4;

const titleOf = (d: Device) => d.name ?? ([d.maker, d.model].filter(Boolean).join(' ') || t.devices.deviceAt(d.address));
const waits = (d: Device) => d.state === 'found' || d.state === 'identified' || d.state === 'needsPassword';

/** What the recorder found and does not record yet, and one button with one password for all of it. */
export function foundList(): { element: HTMLElement; stop: () => void } {
  const note = h('p', { class: 'quiet' });
  const list = h('ul', { class: 'seen found' });
  const error = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { role: 'status' });
  const add = h('button', { type: 'submit', class: 'primary' });
  const form = h('form', { class: 'narrow all', hidden: true }, h('p', { class: 'quiet' }, t.setUp.onePassword),
    h('div', { class: 'pair' }, field(t.cameras.userName, 'userName', { value: 'admin', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: false }),
      field(t.cameras.password, 'password', { type: 'password', autocomplete: 'new-password', required: false })), error, h('div', { class: 'row' }, add));
  const element = h('section', {}, h('h2', {}, t.devices.title), note, list, done, form);
  let waiting: Device[] = [];
  const rows = new Map<string, Row>();
  let isBusy = false;
  const show = (discovery: string, devices: Device[]) => {
    waiting = devices.filter((d) => waits(d) && !d.mayReplace);
    const told = devices.filter((d) => waits(d));
    say(note, discovery === 'off' ? t.setUp.notLooking : devices.length === 0 ? t.devices.none : told.length === 0 ? t.setUp.nothingWaits : '');
    note.hidden = note.textContent === '';
    form.hidden = waiting.length === 0;
    say(add, t.setUp.addAll(waiting.length));
    for (const [id, row] of rows) {
      if (!told.some((d) => d.id === id)) {
        row.player.close();
        row.element.remove();
        rows.delete(id);
      }
    }
    for (const device of told) {
      const row = rows.get(device.id) ?? makeRow(device, () => void deviceApi.ignore(device.id).then(look, (f: unknown) => say(error, reasonOf(f))));
      if (!rows.has(device.id)) {
        rows.set(device.id, row);
        list.append(row.element);
      }
      row.update(device);
    }
  };
  const leave = () => {
    rows.forEach((row) => row.player.close());
    rows.clear();
    put(list);
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
    // Cameras allow few connections: the recorder's own come first.
    leave();
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
  const timer = setInterval(() => !isBusy && look(), lookMs);
  look();
  return { element, stop: () => { clearInterval(timer); leave(); } };
}

/** A device with its live picture, or with why it shows none. */
function makeRow(device: Device, ignore: () => void): Row {
  const player = new LivePlayer(ofDevice(device.id), titleOf(device));
  const [name, address, sentence] = [h('span', { class: 'strong' }), h('span', { class: 'quiet' }), h('p', {})];
  const update = (now: Device) => {
    say(name, titleOf(now));
    say(address, now.address);
    say(sentence, [now.sentence, now.nextStep].filter(Boolean).join(' '));
  };
  return { element: h('li', {}, player.element, h('div', { class: 'row line' }, name, address), sentence, h('button', { type: 'button', class: 'plain', onclick: ignore }, t.devices.ignore)), player, update };
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
