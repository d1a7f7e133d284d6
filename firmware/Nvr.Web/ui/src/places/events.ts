import type { Failure } from '../api';
import { h, put, say } from '../dom';
import { listEvents, search, type CameraEvent, type EventPage, type EventQuery, type SearchPage } from '../eventapi';
import { note } from '../router';
import { searchField } from './search';
import { state } from '../state';
import { clockOf, dayOf, eventWords, kindWords, lengthOf, longDayOf, objectWords } from '../words';

const pageSize = 50;
const leadMs = 3_000;
const lookSize = 20;

/** What happened, the newest first; a click plays that moment. The address keeps what is asked: /events?q=WORDS, or /events?cam=ID&kind=motion&to=TIME. */
export function eventsPlace(stage: HTMLElement, query: URLSearchParams): () => void {
  const list = h('ul', { class: 'list events' });
  const said = h('p', { class: 'quiet', role: 'status' });
  const error = h('p', { class: 'error', role: 'alert' });
  const more = h('button', { hidden: true, onclick: () => void load() }, 'Show older ones');
  const fresh = h('button', { hidden: true, class: 'fresh', onclick: () => restart() }, 'Something new happened: show it');
  const filters = filterForm(query, () => restart());
  const words = searchField(query.get('q') ?? '', () => restart());
  stage.append(h('div', { class: 'page' }, h('h1', {}, 'Events'), words.element, filters.element, fresh, list, said, error, more));
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
      say(said, page.lookedUntil ? `Looked until ${longDayOf(Date.parse(page.lookedUntil))}, ${clockOf(Date.parse(page.lookedUntil))}. “Show older ones” goes on.`
        : list.childElementCount > 0 ? '' : words.asked() || filters.isSet() ? 'Nothing like that happened.' : 'Nothing has happened yet. Cameras that tell of motion or people fill this list.');
    } catch (failure) {
      say(error, (failure as Failure).message);
    } finally {
      more.disabled = false;
    }
  };
  /** What is read must not move: what is new is told of, not put in by itself, except into an empty list. */
  const look = async () => {
    const asked = turn;
    filters.refresh();
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
  return () => { turn++; unlisten(); };
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
    if (shown && !shown.contains(document.activeElement)) {
      shown.replaceWith(row(e, Date.parse(e.start), shown.dataset['day'] ?? ''));
    }
  }
}

function row(e: CameraEvent, start: number, day: string): HTMLElement {
  const stamp = new Date(start - leadMs).toISOString().slice(0, 19) + 'Z';
  const lasted = e.end ? lengthOf(Date.parse(e.end) - start) : e.state === 'going-on' ? 'going on' : '';
  const facts = [lasted, e.zone && `in ${e.zone}`, e.confidence !== null && `${Math.round(e.confidence * 100)} % sure`].filter(Boolean).join(' · ');
  return h('li', { 'data-day': day, 'data-kind': e.kind, 'data-id': e.id, 'data-state': e.state }, h('a', { href: `/review?cam=${e.camera}&t=${stamp}` },
    h('time', { datetime: e.start }, clockOf(start)), h('span', { class: 'what' }, h('b', {}, eventWords(e)), h('span', { class: 'quiet' }, facts)),
    h('span', { class: 'where' }, state.camera(e.camera)?.name ?? 'A camera that was removed')));
}

function filterForm(query: URLSearchParams, changed: () => void) {
  const select = (name: string, label: string, any: string, all: [string, string][]) => {
    const element = h('select', { name, 'aria-label': label }, h('option', { value: '' }, any), ...all.map(([value, text]) => h('option', { value, selected: value === query.get(name) }, text)));
    return element;
  };
  const cameras = () => (state.cameras ?? []).map((c): [string, string] => [c.id, c.name]);
  const camera = select('cam', 'Camera', 'All cameras', cameras());
  const kind = select('kind', 'What happened', 'Everything', Object.entries(kindWords));
  const object = select('object', 'Who or what', 'Anyone, anything', Object.entries(objectWords));
  const moment = (name: string, label: string) => h('input', { name, type: 'datetime-local', 'aria-label': label, value: localOf(query.get(name)) });
  const [from, to] = [moment('from', 'From'), moment('to', 'Until')];
  const all = [camera, kind, object, from, to];
  const element = h('form', { class: 'filters' }, camera, kind, object,
    h('label', {}, h('span', {}, 'From'), from), h('label', {}, h('span', {}, 'Until'), to));
  element.addEventListener('change', changed);
  element.addEventListener('submit', (e) => e.preventDefault());
  let known = JSON.stringify(cameras());
  const at = (input: HTMLInputElement) => (input.value && !Number.isNaN(Date.parse(input.value)) ? Date.parse(input.value) : undefined);
  return {
    element,
    isSet: () => all.some((f) => f.value !== ''),
    query: (): EventQuery => ({ camera: camera.value, kind: kind.value, object: object.value, from: at(from), to: at(to) }),
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
        put(camera, h('option', { value: '' }, 'All cameras'), ...cameras().map(([value, text]) => h('option', { value, selected: value === chosen }, text)));
      }
    },
  };
}

/** A moment as the browser's date field wants it: local time without a zone. */
function localOf(time: string | null): string {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? '' : new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
