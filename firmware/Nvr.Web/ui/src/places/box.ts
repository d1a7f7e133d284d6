import { careSection } from '../care/care';
import { api, reasonOf, type HealthItem, type Storage } from '../api';
import { h, put, say } from '../dom';
import { state } from '../state';
import { bytesOf, clockOf, longDayOf } from '../words';
import { BoxForm } from '../setup/boxform';
import { disksSection } from './disks';
import { frontPanel } from './panel';
import { poeSection } from './poe';
import { sticksSection } from './sticks';
import { languageField } from './language';
import { deedsSection } from '../people/deeds';
import { sessionsSection } from '../people/sessions';
import { passwordSection, usersSection } from '../people/users';
import { t } from '../language/language';

const shapes = { ok: '●', unknown: '○', attention: '▲', failure: '■' };

/** The recorder itself: what it says about its health, its disks, who is signed in. */
export function boxPlace(stage: HTMLElement): () => void {
  const health = h('ul', { class: 'list' });
  const disks = h('ul', { class: 'list' });
  const about = h('p', { class: 'quiet' });
  const user = state.box!.user;
  const out = h('button', { class: 'plain', onclick: () => void api.signOut().finally(() => location.assign('/')) }, t.box.signOut);
  const identity = user.role === 'administrator' ? identitySection() : null;
  const bays = user.role === 'viewer' ? null : disksSection(user.role === 'administrator');
  const panel = user.role === 'viewer' ? null : frontPanel(user.role === 'administrator');
  const sticks = user.role === 'viewer' ? null : sticksSection(user.role === 'administrator');
  const poe = user.role === 'viewer' ? null : poeSection(user.role === 'administrator');
  stage.append(h('div', { class: 'page' }, h('h1', {}, t.places.box), health, panel?.element ?? null, sticks?.element ?? null, poe?.element ?? null, user.role === 'viewer' ? null : h('h2', {}, t.box.disks), disks, bays?.element ?? null,
    h('h2', {}, t.people.title), user.role === 'administrator' ? usersSection() : null, passwordSection(), sessionsSection(), user.role === 'administrator' ? deedsSection() : null,
    h('h2', {}, t.box.about), about, identity?.element ?? null, user.role === 'administrator' ? careSection() : null, h('p', {}, t.box.signedInAs(user.userName, t.box.roles[user.role])), out, languageField()));
  let storage: Storage | null = null;
  let shown = '';
  const update = () => {
    // Cameras that are well have a place of their own.
    const items = (state.health?.items ?? []).filter((i) => i.level !== 'ok' || !i.part.startsWith('camera/'));
    if (JSON.stringify(items) !== shown) {
      shown = JSON.stringify(items);
      replace(health, items);
    }
    put(disks, ...(storage?.volumes ?? []).map((v) => disk(v)));
    const now = Date.parse(state.health?.now ?? state.box!.now);
    about.textContent = t.box.version(state.box!.version, state.box!.simulated, `${longDayOf(now)}, ${clockOf(now)}`);
  };
  const ask = () => {
    update();
    if (user.role !== 'viewer') {
      void api.storage().then((s) => { storage = s; update(); }, () => {});
    }
  };
  const unlisten = state.listen(ask);
  ask();
  return () => { unlisten(); panel?.stop(); sticks?.stop(); poe?.stop(); bays?.stop(); identity?.stop(); };
}

/** Name, time zone and clock of the box, asked for when somebody opens them; and what is kept on paper. */
function identitySection(): { element: HTMLElement; stop: () => void } {
  const trouble = h('p', { class: 'error', role: 'alert' });
  const done = h('p', { class: 'quiet', role: 'status' });
  const fold = h('details', { class: 'tool' }, h('summary', {}, t.setUp.about));
  let form: BoxForm | null = null;
  const save = () => form!.save().then(() => say(done, t.setUp.saved), (f: unknown) => say(trouble, reasonOf(f)));
  fold.addEventListener('toggle', () => {
    if (fold.open && !form) {
      form = new BoxForm(trouble, trouble, done, h('button', { type: 'submit' }, t.save));
      form.element.addEventListener('submit', (event) => {
        event.preventDefault();
        say(trouble, '');
        say(done, '');
        void save();
      });
      fold.append(form.element);
    }
  });
  return { element: h('div', {}, fold, h('p', {}, h('a', { href: '/set-up/sheet' }, t.setUp.sheetLink))), stop: () => form?.stop() };
}

/** What somebody reads stays open, and the keyboard where it was. */
function replace(list: HTMLElement, items: HealthItem[]): void {
  const open = new Set([...list.querySelectorAll<HTMLElement>('details[open]')].map((d) => d.dataset['part']));
  const at = list.contains(document.activeElement) ? document.activeElement?.closest<HTMLElement>('details')?.dataset['part'] : undefined;
  put(list, ...items.map(item));
  list.querySelectorAll('details').forEach((d) => {
    d.open = open.has(d.dataset['part']);
    if (at !== undefined && d.dataset['part'] === at) {
      d.querySelector('summary')?.focus();
    }
  });
}

function item(i: HealthItem): HTMLElement {
  const element = h('li', {}, h('div', { class: 'row line' }, h('span', { class: 'mark', 'data-level': i.level, 'aria-hidden': 'true' }, shapes[i.level]), h('span', {}, i.sentence)));
  if (i.nextStep) {
    element.append(h('p', {}, i.nextStep));
  }
  if (i.cause) {
    element.append(h('details', { 'data-part': i.part }, h('summary', {}, t.technicalCause), h('code', {}, i.cause)));
  }
  return element;
}

function disk(v: Storage['volumes'][number]): HTMLElement {
  const bits = (state.cameras ?? []).flatMap((c) => c.streams).reduce((sum, s) => sum + s.bitsPerSecond, 0);
  const days = bits > 0 ? (Math.max(0, v.freeBytes - v.reserveBytes) * 8) / bits / 86_400 : 0;
  const left = bits > 0 ? days >= 1.5 ? t.box.aboutDays(Math.round(days)) : t.box.aboutHours(Math.round(days * 24)) : '';
  const bar = h('progress', { max: v.totalBytes, value: v.totalBytes - v.freeBytes, 'aria-label': t.box.used });
  return h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, v.path), h('span', {}, t.box.free(bytesOf(v.freeBytes), left))), bar,
    h('p', { class: 'quiet' }, t.box.ofRecordings(bytesOf(v.footageBytes), bytesOf(v.totalBytes))), v.problem ? h('p', { class: 'error' }, v.problem) : null);
}
