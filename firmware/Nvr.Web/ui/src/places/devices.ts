import { reasonOf } from '../api';
import { deviceApi, type Device, type DeviceState } from '../deviceapi';
import { h, put, say } from '../dom';
import { state } from '../state';
import { dayOf, minuteOf } from '../words';
import { accountForm, siteForm } from './accounts';
import { t } from '../language/language';
import { said } from '../told';

const shapes = { ok: '●', unknown: '○', attention: '▲', failure: '■' };
const levels: Record<DeviceState, keyof typeof shapes> = {
  found: 'unknown', identified: 'attention', needsPassword: 'attention', setUp: 'attention', recording: 'ok', ignored: 'unknown', lost: 'failure',
};

/** What needs somebody comes first, what is left alone last. */
const order: DeviceState[] = ['needsPassword', 'identified', 'lost', 'found', 'setUp', 'recording', 'ignored'];
const steps: [DeviceState, string][] = (['found', 'identified', 'setUp', 'recording'] as const).map((s) => [s, t.deviceStates[s]]);
const holdMinutes = 30;

interface Row { element: HTMLElement; update: (device: Device) => void; state: DeviceState }

/** The devices that the recorder found by itself; for administrators. Rows stay as they are while their devices do. */
export function deviceSection(): { element: HTMLElement; refresh: () => void } {
  const list = h('ul', { class: 'list devices' });
  const note = h('p', { class: 'quiet' });
  const error = h('p', { class: 'error', role: 'alert' });
  const tools = h('div', {}, siteForm());
  const element = h('section', { 'aria-label': t.devices.title }, h('h2', {}, t.devices.title), note, error, list, tools);
  const rows = new Map<string, Row>();
  let asking = false;
  const show = (devices: Device[]) => {
    const sorted = [...devices].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    for (const [id, row] of rows) {
      if (!devices.some((d) => d.id === id)) {
        row.element.remove();
        rows.delete(id);
      }
    }
    for (const device of sorted) {
      const row = rows.get(device.id) ?? makeRow(device, refresh);
      const moves = row.state !== device.state || !rows.has(device.id);
      rows.set(device.id, row);
      row.update(device);
      if (moves) {
        row.state = device.state;
        // Only a row whose state changed moves, so that the keyboard stays where it is.
        list.insertBefore(row.element, [...list.children].find((c) => c !== row.element && order.indexOf((c as HTMLElement).dataset['state'] as DeviceState) > order.indexOf(device.state)) ?? null);
      }
    }
  };
  const refresh = () => {
    if (asking) {
      return;
    }
    asking = true;
    deviceApi.list().then(({ discovery, devices }) => {
      say(error, '');
      tools.hidden = discovery === 'off';
      say(note, discovery === 'off' ? t.devices.off
        : devices.length > 0 ? '' : t.devices.none);
      note.hidden = note.textContent === '';
      show(devices);
    }, (f: unknown) => say(error, reasonOf(f))).finally(() => (asking = false));
  };
  refresh();
  return { element, refresh };
}

const titleOf = (d: Device) => d.name ?? ([d.maker, d.model].filter(Boolean).join(' ') || t.devices.deviceAt(d.address));

function makeRow(first: Device, refresh: () => void): Row {
  let device = first;
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  const name = h('span', { class: 'strong' });
  const word = h('span', { class: 'state' });
  const life = h('ol', { class: 'life', 'aria-label': t.devices.howFar }, ...steps.map(([, text]) => h('li', {}, text)));
  const why = h('p');
  const quiet = h('p', { class: 'quiet' });
  const changes = h('div');
  const detail = h('code');
  const details = h('details', {}, h('summary', {}, t.devices.detail), detail);
  const buttons = h('div', { class: 'row' });
  const place = h('div');
  const error = h('p', { class: 'error', role: 'alert' });
  const element = h('li', {}, h('div', { class: 'row line' }, mark, name, word), life, why, quiet, changes, details, buttons, place, error);
  let offered = '';
  let changed = '';

  /** Does what was asked for; the answer or the recorder's sentence is shown in the row. */
  const act = (deed: () => Promise<Device>) => {
    const all = element.querySelectorAll('button');
    all.forEach((b) => (b.disabled = true));
    say(error, '');
    return deed().then((answer) => { update(answer); refresh(); }, (f: unknown) => say(error, reasonOf(f))).finally(() => all.forEach((b) => (b.disabled = false)));
  };
  const button = (text: string, deed: () => Promise<Device>, kind = 'plain') => h('button', { class: kind, onclick: () => void act(deed) }, text);
  const askAccount = () => put(place, accountForm(device, (body) => act(() => deviceApi.adopt(device.id, body)), () => put(place)));

  const update = (now: Device) => {
    device = now;
    // Recorded, and something is to be done about it all the same.
    const level = now.state === 'recording' && now.nextStep ? 'attention' : levels[now.state];
    element.dataset['state'] = now.state;
    mark.dataset['level'] = word.dataset['level'] = level;
    say(mark, shapes[level]);
    say(name, titleOf(now));
    say(word, t.deviceStates[now.state]);
    life.hidden = now.state === 'recording' || now.state === 'ignored' || now.state === 'lost';
    showLife(life, now.state);
    say(why, now.state === 'recording' && !now.nextStep ? '' : [now.sentence, now.nextStep].filter(Boolean).join(' '));
    why.hidden = why.textContent === '';
    say(quiet, factsOf(now));
    say(detail, now.detail ?? '');
    details.hidden = !now.detail;
    const choice = JSON.stringify([now.state, now.mayReplace?.deviceId, now.updatingUntil]);
    if (choice !== offered) {
      offered = choice;
      put(buttons, ...offers(now, button, askAccount));
      if (now.state !== 'needsPassword') {
        put(place);
      }
    }
    const history = JSON.stringify(now.changes);
    if (history !== changed) {
      changed = history;
      const wasOpen = changes.querySelector('details')?.open ?? false;
      const shown = changesOf(now, button(t.devices.takeBack, () => deviceApi.revert(now.id)));
      put(changes, shown);
      shown?.toggleAttribute('open', wasOpen);
    }
  };
  return { element, update, state: first.state };
}

function showLife(life: HTMLElement, now: DeviceState): void {
  const at = steps.findIndex(([s]) => s === (now === 'needsPassword' ? 'identified' : now));
  [...life.children].forEach((step, i) => {
    step.classList.toggle('done', i < at);
    if (i === at) {
      step.setAttribute('aria-current', 'step');
    } else {
      step.removeAttribute('aria-current');
    }
  });
  say(life.children[1]!, now === 'needsPassword' ? t.deviceStates.needsPassword : t.deviceStates.identified);
}

/** The buttons that make sense for a device as it stands. */
function offers(d: Device, button: (text: string, deed: () => Promise<Device>, kind?: string) => HTMLElement, askAccount: () => void): (HTMLElement | null)[] {
  const ignore = button(t.devices.ignore, () => deviceApi.ignore(d.id));
  if (d.mayReplace) {
    const { deviceId, name } = d.mayReplace;
    return [
      button(t.devices.takesPlace(name), () => deviceApi.adopt(d.id, { replaces: deviceId }), 'primary'),
      button(t.devices.addAsNew, () => deviceApi.adopt(d.id, {})), ignore,
    ];
  }
  switch (d.state) {
    case 'needsPassword': return [h('button', { class: 'primary', onclick: askAccount }, t.devices.enterPassword), ignore];
    case 'identified':
    case 'found': return d.automatic ? [ignore] : [button(t.devices.recordIt, () => deviceApi.adopt(d.id, {}), 'primary'), h('button', { class: 'plain', onclick: askAccount }, t.devices.withPassword), ignore];
    case 'ignored': return [button(t.devices.afterAll, () => deviceApi.adopt(d.id, {}))];
    case 'lost': return [ignore];
    default: return [d.updatingUntil
      ? button(t.devices.updateDone, () => deviceApi.endHold(d.id))
      : button(t.devices.updating, () => deviceApi.hold(d.id, holdMinutes))];
  }
}

function factsOf(d: Device): string {
  const made = [d.maker, d.model].filter(Boolean).join(' ');
  const hold = d.updatingUntil && t.devices.leftAlone(minuteOf(Date.parse(d.updatingUntil)));
  const cameras = d.cameras.map((id) => state.camera(id)?.name).filter(Boolean).join(', ');
  return [hold, made !== titleOf(d) && made, d.address, d.port && t.devices.port(d.port), d.firmware && t.devices.firmware(d.firmware), cameras && cameras !== titleOf(d) && t.devices.recordsAs(cameras)]
    .filter(Boolean).join(' · ');
}

function changesOf(d: Device, takeBack: HTMLElement): HTMLElement | null {
  if (d.changes.length === 0) {
    return null;
  }
  const lines = d.changes.flatMap((c) => c.settings.map((s) => h('li', {},
    t.devices.change(c.encoder === 'clock' || c.encoder === 'smartCodec' ? '' : `${c.encoder}: `, said(s.setting), said(s.from), said(s.to), c.undoneAt ? t.devices.takenBack(dayOf(Date.parse(c.undoneAt))) : dayOf(Date.parse(c.at))))));
  const inForce = d.changes.some((c) => !c.undoneAt);
  return h('details', { class: 'changes' }, h('summary', {}, inForce ? t.devices.changed : t.devices.changedBack),
    h('ul', {}, ...lines), inForce && takeBack);
}
