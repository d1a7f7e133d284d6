import { h } from '../dom';
import { choose, chosen, languages, t } from '../language/language';

/** Which language the page speaks on this browser. */
export function languageField(): HTMLElement {
  const select = h('select', { name: 'language' }, h('option', { value: '' }, t.language.own),
    ...Object.entries(languages).map(([code, words]) => h('option', { value: code, lang: code, selected: code === chosen() }, words.language.name)));
  select.addEventListener('change', () => choose(select.value || null));
  return h('div', { class: 'narrow' }, h('label', {}, h('span', {}, t.language.title), select), h('p', { class: 'quiet' }, t.language.note));
}
