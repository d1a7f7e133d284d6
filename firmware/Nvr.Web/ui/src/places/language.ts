import { h } from '../dom';
import { choose, chosen, languages, t } from '../language/language';
import { chooseZone, isOwnZone } from '../zone';

/** Which language the page speaks on this browser, and by whose zone it tells times. */
export function languageField(): HTMLElement {
  const select = h('select', { name: 'language' }, h('option', { value: '' }, t.language.own),
    ...Object.entries(languages).map(([code, words]) => h('option', { value: code, lang: code, selected: code === chosen() }, words.language.name)));
  select.addEventListener('change', () => choose(select.value || null));
  const times = h('select', { name: 'times' }, h('option', { value: '' }, t.language.timesThere), h('option', { value: 'own', selected: isOwnZone() }, t.language.timesHere));
  times.addEventListener('change', () => chooseZone(times.value === 'own'));
  return h('div', { class: 'narrow' }, h('label', {}, h('span', {}, t.language.title), select), h('label', {}, h('span', {}, t.language.times), times));
}
