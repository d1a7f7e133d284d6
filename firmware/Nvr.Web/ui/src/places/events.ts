import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { listEvents, search, type CameraEvent, type EventPage, type EventQuery, type SearchPage } from '../eventapi';
import { note } from '../router';
import { lookButton, stopPlaying } from './inplace';
import { searchField } from './search';
import { state } from '../state';
import { clockOf, dayOf, eventWords, lengthOf, longDayOf } from '../words';
import { momentOf, wallOf } from '../zone';
import { t } from '../language/language';

const pageSize = 50;
const leadMs = 3_000;
const lookSize = 20;

/** What happened, the newest first, each with its picture, which plays it in the list; its words lead to that moment in Review. The address keeps what is asked: /events?q=WORDS, or /events?cam=ID&kind=motion&to=TIME. */
export function eventsPlace(stage: HTMLElement, query: URLSearchParams): () => void {
  const list = h('ul', { class: 'list events' });
  const said = h('p', { class: 'quiet', role: 'status' });
  const error = h('p', { class: 'error', role: 'alert' });
  const more = h('button', { hidden: true, onclick: () => void load() }, t.events.older);
  const fresh = h('button', { hidden: true, class: 'fresh', onclick: () => restart() }, t.events.fresh);
  const filters = filterForm(query, () => restart());
  const words = searchField(query.get('q') ?? '', () => restart());
  stage.append(h('div', { class: 'page' }, h('h1', {}, t.places.events), words.element, filters.element, fresh, list, said, error, more));
  let cursor: string | undefined;
  let newest = '';
  let turn = 0;

  const restart = () => {
    cursor = undefined;
    filters.element.hidden = words.asked() !== '';
    note(words.asked() ? `/events?${new URLSearchParams({ q: words.asked() })}` : `/events${filters.address()}`);
    turn++;
    void load(true);
  };
  const ask = (limit: number, from?: string): Promise<EventPage> =>
    words.asked() ? search(words.asked(), limit, from) : listEvents({ ...filters.query(), cursor: from, limit });
  const load = async (anew = false) => {
    const mine = turn;
    more.disabled = true;
    try {
      const page = await ask(pageSize, cursor);
      if (mine !== turn) {
        return;
      }
      if ('understood' in page) {
        words.show(page as SearchPage);
      }
      if (anew) {
        put(list);
        fresh.hidden = true;
        newest = page.events[0]?.id ?? '';
      }
      append(list, page.events);
      cursor = page.next ?? undefined;
      more.hidden = !cursor;
      say(error, '');
      say(said, page.lookedUntil ? t.events.lookedUntil(`${longDayOf(Date.parse(page.lookedUntil))}, ${clockOf(Date.parse(page.lookedUntil))}`)
        : list.childElementCount > 0 ? '' : words.asked() || filters.isSet() ? t.events.nothingLike : t.events.nothing);
    } catch (failure) {
      say(error, reasonOf(failure));
    } finally {
      more.disabled = false;
    }
  };
  /** What is read must not move: what is new is told of, not put in by itself, except into an empty list. */
  const look = async () => {
    const asked = turn;
    filters.refresh();
    list.querySelectorAll<HTMLElement>('[data-camera]').forEach((where) => say(where, whereOf(where.dataset['camera']!)));
    const recent = await ask(lookSize).catch(() => null);
    if (asked !== turn || !recent) {
      return;
    }
    settle(list, recent.events);
    const id = recent.events[0]?.id ?? '';
    if (id !== newest) {
      if (newest === '') {
        restart();
      } else {
        fresh.hidden = false;
      }
    }
  };
  const unlisten = state.listen(() => void look());
  restart();
  return () => { turn++; stopPlaying(list); unlisten(); };
}

function append(list: HTMLElement, events: CameraEvent[]): void {
  let day = (list.lastElementChild as HTMLElement | null)?.dataset['day'] ?? '';
  for (const e of events) {
    const start = Date.parse(e.start);
    const its = dayOf(start);
    if (its !== day) {
      list.append(h('li', { class: 'dayhead', 'data-day': its }, longDayOf(start)));
    }
    day = its;
    list.append(row(e, start, its));
  }
}

/** Events that were going on and are over now say so where they stand. */
function settle(list: HTMLElement, events: CameraEvent[]): void {
  for (const e of events.filter((x) => x.state !== 'going-on')) {
    const shown = list.querySelector<HTMLElement>(`[data-id="${e.id}"][data-state='going-on']`);
    if (shown && !shown.contains(document.activeElement) && !shown.querySelector('.played')) {
      shown.replaceWith(row(e, Date.parse(e.start), shown.dataset['day'] ?? ''));
    }
  }
}

function row(e: CameraEvent, start: number, day: string): HTMLElement {
  const stamp = new Date(start - leadMs).toISOString().slice(0, 19) + 'Z';
  const lasted = e.end ? lengthOf(Date.parse(e.end) - start) : e.state === 'going-on' ? t.events.goingOn : '';
  const facts = [lasted, e.zone && t.events.in(e.zone), e.confidence !== null && t.events.sure(Math.round(e.confidence * 100))].filter(Boolean).join(' · ');
  return h('li', { 'data-day': day, 'data-kind': e.kind, 'data-id': e.id, 'data-state': e.state }, lookButton(e), h('a', { href: `/review?cam=${e.camera}&t=${stamp}` },
    h('time', { datetime: e.start }, clockOf(start)), h('span', { class: 'what' }, h('b', {}, eventWords(e)), h('span', { class: 'quiet' }, facts)),
    h('span', { class: 'where', 'data-camera': e.camera }, whereOf(e.camera))));
}

/** Who opens this place first sees events before anybody knows the cameras. */
const whereOf = (camera: string) => (state.cameras ? state.camera(camera)?.name ?? t.events.removed : '');

function filterForm(query: URLSearchParams, changed: () => void) {
  const select = (name: string, label: string, any: string, all: [string, string][]) => {
    const element = h('select', { name, 'aria-label': label }, h('option', { value: '' }, any), ...all.map(([value, text]) => h('option', { value, selected: value === query.get(name) }, text)));
    return element;
  };
  const cameras = () => (state.cameras ?? []).map((c): [string, string] => [c.id, c.name]);
  const camera = select('cam', t.camera, t.events.allCameras, cameras());
  const kind = select('kind', t.events.what, t.events.everything, Object.entries(t.kinds));
  const object = select('object', t.events.who, t.events.anyone, Object.entries(t.objects));
  const moment = (name: string, label: string) => h('input', { name, type: 'datetime-local', 'aria-label': label, value: localOf(query.get(name)) });
  const [from, to] = [moment('from', t.from), moment('to', t.until)];
  const all = [camera, kind, object, from, to];
  const element = h('form', { class: 'filters' }, camera, kind, object,
    h('label', {}, h('span', {}, t.from), from), h('label', {}, h('span', {}, t.until), to));
  element.addEventListener('change', changed);
  element.addEventListener('submit', (e) => e.preventDefault());
  let known = JSON.stringify(cameras());
  const one = (choice: HTMLSelectElement) => (choice.value === '' ? undefined : [choice.value]);
  const at = (input: HTMLInputElement) => { const ms = momentOf(input.value); return Number.isNaN(ms) ? undefined : ms; };
  return {
    element,
    isSet: () => all.some((f) => f.value !== ''),
    query: (): EventQuery => ({ camera: one(camera), kind: one(kind) as EventQuery['kind'], object: one(object) as EventQuery['object'], from: at(from), to: at(to) }),
    address: () => {
      const kept = new URLSearchParams();
      [camera, kind, object].filter((f) => f.value).forEach((f) => kept.set(f.name, f.value));
      [from, to].forEach((f) => { const ms = at(f); if (ms !== undefined) { kept.set(f.name, new Date(ms).toISOString()); } });
      return kept.size > 0 ? `?${kept}` : '';
    },
    /** The cameras may come, and change, after the place was opened. */
    refresh: () => {
      const now = JSON.stringify(cameras());
      if (now !== known) {
        known = now;
        const chosen = camera.value || (query.get('cam') ?? '');
        put(camera, h('option', { value: '' }, t.events.allCameras), ...cameras().map(([value, text]) => h('option', { value, selected: value === chosen }, text)));
      }
    },
  };
}

/** A moment as the browser's date field wants it: local time without a zone. */
function localOf(time: string | null): string {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? '' : wallOf(ms).slice(0, 16);
}
