import { h, put } from '../dom';
import { search, type Completion, type SearchPage } from '../eventapi';
import { t, wordFor } from '../language/language';

const waitMs = 150;

/** A line for words: completes the word at the cursor while it is typed, and says how the words were understood once they were asked. */
export function searchField(asked: string, changed: () => void) {
  const input = h('input', {
    type: 'search', name: 'q', value: asked, autocomplete: 'off', maxlength: '300', enterkeyhint: 'search', placeholder: t.search.example, 'aria-label': t.search.label,
    role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'offers',
  });
  const offers = h('ul', { class: 'offers', id: 'offers', role: 'listbox' });
  const meanings = h('ul', { class: 'meanings', 'aria-label': t.search.understood });
  const element = h('form', { class: 'search', role: 'search' }, input, offers, meanings);
  let [timer, turn, chosen] = [0, 0, -1];
  let words = asked;

  const close = () => {
    turn++;
    clearTimeout(timer);
    chosen = -1;
    put(offers);
    input.setAttribute('aria-expanded', 'false');
  };
  const submit = () => {
    close();
    words = input.value.trim();
    put(meanings);
    changed();
  };
  const take = (c: Completion) => {
    input.value = input.value.slice(0, c.start) + c.text + ' ' + input.value.slice(c.end).trimStart();
    input.focus();
    input.setSelectionRange(c.start + c.text.length + 1, c.start + c.text.length + 1);
    close();
  };
  const offer = async () => {
    const mine = ++turn;
    const before = input.value.slice(0, input.selectionStart ?? input.value.length);
    const page = before.trim() ? await search(before, 0).catch(() => null) : null;
    if (mine !== turn || !page) {
      return;
    }
    chosen = -1;
    put(offers, ...page.completions.map((c) => h('li', { role: 'presentation' },
      h('button', { type: 'button', role: 'option', tabindex: '-1', 'aria-selected': 'false', onclick: () => take(c) }, h('span', {}, c.text), h('span', { class: 'quiet' }, wordFor(t.search.as, c.as))))));
    input.setAttribute('aria-expanded', String(page.completions.length > 0));
  };
  const move = (step: number) => {
    const all = [...offers.querySelectorAll('button')];
    chosen = all.length === 0 ? -1 : (chosen + step + all.length + (chosen < 0 && step < 0 ? 1 : 0)) % all.length;
    all.forEach((b, i) => b.setAttribute('aria-selected', String(i === chosen)));
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    if (input.value === '') {
      submit();
    } else {
      timer = window.setTimeout(() => void offer(), waitMs);
    }
  });
  input.addEventListener('keydown', (e) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      move(e.key === 'ArrowDown' ? 1 : -1);
    } else if (e.key === 'Escape' && offers.childElementCount > 0) {
      e.preventDefault();
      close();
    } else if (e.key === 'Enter' && chosen >= 0) {
      e.preventDefault();
      offers.querySelectorAll('button')[chosen]?.click();
    }
  });
  element.addEventListener('focusout', (e) => {
    if (!element.contains(e.relatedTarget as Node | null)) {
      close();
    }
  });
  element.addEventListener('submit', (e) => { e.preventDefault(); submit(); });
  return { element, asked: () => words, show: (page: SearchPage) => put(meanings, ...meaningsOf(page)) };
}

function meaningsOf(page: SearchPage): HTMLElement[] {
  const known = page.understood.filter((u) => u.as !== 'filler')
    .map((u) => h('li', { 'data-as': u.as }, `${wordFor(t.search.as, u.as) ?? u.as}: `, h('b', {}, u.meaning), u.guessed && t.search.guessed(u.text)));
  const unknown = page.notUnderstood.map((n) => h('li', { class: 'unknown' }, h('b', {}, n.text), t.search.unknown(n.reason ?? '')));
  return [...known, ...unknown];
}
