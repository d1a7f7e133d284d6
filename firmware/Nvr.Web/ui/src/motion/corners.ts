import { h } from '../dom';
import { t } from '../language/language';
import { limits } from '../motionapi';
import { leastCorners, type Draft } from './draft';

/** What can be done with corners beside the picture. */
export interface CornerDeeds { focus: (corner: number) => void; insertAfter: (corner: number) => void; remove: (corner: number) => void }

/** The corners of the chosen shape in words, each with what can be done with it. */
export function cornerList(draft: Draft, deeds: CornerDeeds): HTMLElement {
  const points = draft.pointsOf(draft.selected);
  const kind = draft.selected!.kind;
  const action = (words: string, sign: string, isPossible: boolean, key: string, deed: () => void) =>
    h('button', { type: 'button', class: 'plain sign', 'aria-label': words, title: words, disabled: !isPossible, 'data-key': key, onclick: deed }, sign);
  return h('ol', { class: 'corners' }, ...points.map((p, i) => h('li', {},
    h('button', { type: 'button', class: 'plain', 'data-key': `corner ${i}`, onclick: () => deeds.focus(i) }, `${t.motion.corner(i + 1)}: ${t.motion.place(p)}`),
    action(t.motion.insertAfter(i + 1), '+', points.length < limits.corners, `insert ${i}`, () => deeds.insertAfter(i)),
    action(t.motion.removeCorner(i + 1), '×', points.length > leastCorners(kind), `remove ${i}`, () => deeds.remove(i)))));
}
