import { h } from '../dom';
import { t } from '../language/language';

/** The keys of review, as they are told; the place acts on them. */
const keys = (): [string[], string][] => [
  [['Space', 'K'], t.review.keys.toggle], [['J', 'L'], t.review.keys.slower], [['←', '→'], t.review.keys.seconds], [['Shift ←', 'Shift →'], t.review.keys.minutes], [[',', '.'], t.review.keys.picture],
  [['P', 'N'], t.review.keys.event], [['I', 'O'], t.review.keys.marks], [['↑', '↓'], t.review.keys.zoom], [['End'], t.review.keys.live], [['/'], t.review.keys.search], [['?'], t.review.keys.list],
];

/** The list of keys over the page; closed by its button, Escape, or a click beside it. */
export function keyList(): HTMLDialogElement {
  const rows = keys().map(([names, what]) => h('div', { class: 'row line' }, h('dt', {}, ...names.map((k) => h('kbd', {}, k))), h('dd', {}, what)));
  const dialog = h('dialog', { class: 'keylist', 'aria-label': t.review.keys.title }, h('h2', {}, t.review.keys.title), h('dl', {}, ...rows), h('button', { onclick: () => dialog.close() }, t.done));
  dialog.addEventListener('click', (e) => e.target === dialog && dialog.close());
  return dialog;
}
