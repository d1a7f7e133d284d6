import { reasonOf } from '../api';
import { h, say } from '../dom';
import { peopleApi, type Deed } from '../peopleapi';
import { clockOf, dayOf } from '../words';
import { t } from '../language/language';
import { said } from '../told';

/** What people did, the newest first; for administrators. Asked when it is opened. */
export function deedsSection(): HTMLElement {
  const list = h('ul', { class: 'list deeds' });
  const error = h('p', { class: 'error', role: 'alert' });
  const more = h('button', { class: 'plain', hidden: true, onclick: () => void ask() }, t.people.earlier);
  let next: string | null = null;
  const ask = async () => {
    try {
      const page = await peopleApi.deeds(next);
      list.append(...page.entries.map(row));
      next = page.next;
      more.hidden = next === null;
      say(error, '');
    } catch (failure) {
      say(error, reasonOf(failure));
    }
  };
  const element: HTMLDetailsElement = h('details', { class: 'tool' }, h('summary', {}, t.people.deeds), h('p', { class: 'quiet' }, t.people.deedsMean), list, error, more);
  element.addEventListener('toggle', () => {
    if (element.open) {
      list.replaceChildren();
      next = null;
      void ask();
    }
  });
  return element;
}

// What follows in the words of the description is for programmers.
const headOf = (deed: string) => deed.split(/[:;]|, /)[0]!;

// What comes from no place was done by nobody else.
const whoOf = (d: Deed) => (d.place === '' ? [t.people.itself] : [d.userName || t.people.unknown, t.people.fromPlace(d.place)]);

function row(d: Deed): HTMLElement {
  const when = Date.parse(d.time);
  return h('li', {}, h('div', { class: 'row' }, h('span', {}, said(headOf(d.deed)), d.subject ? ': ' : '', d.subject ? h('b', { dir: 'auto' }, d.subject) : null), !d.done && h('span', { class: 'state', 'data-level': 'attention' }, t.people.refused)),
    h('p', { class: 'quiet' }, [...whoOf(d), `${dayOf(when)}, ${clockOf(when)}`].join(' · ')));
}
