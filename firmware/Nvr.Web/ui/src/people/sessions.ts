import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { peopleApi, type Session } from '../peopleapi';
import { state } from '../state';
import { clockOf, dayOf, minuteOf } from '../words';
import { t } from '../language/language';

const hour = 3_600_000;

/** Where somebody is signed in; asked when it is opened. */
export function sessionsSection(): HTMLElement {
  const list = h('ul', { class: 'list sessions' });
  const error = h('p', { class: 'error', role: 'alert' });
  const refresh = () => void peopleApi.sessions().then((all) => put(list, ...all.map((s) => row(s, end))), (f: unknown) => say(error, reasonOf(f)));
  const end = (session: Session) => {
    say(error, '');
    void peopleApi.endSession(session.id).then(() => (session.current ? location.assign('/') : refresh()), (f: unknown) => say(error, reasonOf(f)));
  };
  const element: HTMLDetailsElement = h('details', { class: 'tool' }, h('summary', {}, t.people.sessions), list, error);
  element.addEventListener('toggle', () => element.open && refresh());
  return element;
}

function row(s: Session, end: (s: Session) => void): HTMLElement {
  const since = Date.parse(s.created);
  const used = state.now - Date.parse(s.lastUsed) < 2 * hour ? t.people.usedNow : t.people.usedAt(`${dayOf(Date.parse(s.lastUsed))}, ${minuteOf(Date.parse(s.lastUsed))}`);
  return h('li', {}, h('div', { class: 'row line' }, h('span', { class: 'strong', dir: 'auto' }, s.userName), h('span', { class: 'quiet' }, s.current ? t.people.thisOne : used)),
    h('p', { class: 'quiet' }, [browserOf(s.agent), s.place && t.people.fromPlace(s.place), t.people.since(`${dayOf(since)}, ${clockOf(since)}`)].filter(Boolean).join(' · ')),
    h('button', { class: 'plain', onclick: () => end(s) }, s.current ? t.box.signOut : t.people.end));
}

/** A browser by the name that people know it by, and its device; what is no browser as it calls itself. */
export function browserOf(agent: string | null): string {
  if (!agent) {
    return '';
  }
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([mark]) => agent.includes(mark!))?.[1];
  const device = [['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Android', 'Android'], ['Windows', 'Windows'], ['Mac OS X', 'Mac'], ['Linux', 'Linux']].find(([mark]) => agent.includes(mark!))?.[1];
  return browser ? [browser, device].filter(Boolean).join(', ') : agent.slice(0, 60);
}
