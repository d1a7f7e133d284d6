import { h } from '../dom';
import { t } from '../language/language';
import { state } from '../state';
import { exportApi, type Hold } from './exportapi';
import { stretchOf } from './times';

/** Exports protect what they need by themselves and let it go; only people's marks are shown. */
const own = ['kept for an export', 'export in progress'];

/** The spans that are protected from being recorded over, with a way to look at each and to let it go. */
export function holdList(holds: Hold[], seek: (camera: string, ms: number) => void, run: (deed: Promise<unknown>) => void): HTMLElement {
  const marks = holds.filter((x) => !own.includes(x.createdBy)).sort((a, b) => Date.parse(b.from) - Date.parse(a.from));
  return h('ul', { class: 'list' }, ...(marks.length === 0 ? [h('li', { class: 'quiet' }, t.exports.noHolds)] : marks.map((x) => {
    const name = state.camera(x.camera)?.name ?? t.events.removed;
    return h('li', {},
      h('div', { class: 'row' }, h('span', { class: 'strong', dir: 'auto' }, name), h('span', { class: 'quiet' }, stretchOf(x.from, x.to))),
      h('p', { dir: 'auto' }, x.reason), h('p', { class: 'quiet' }, t.exports.protectedBy(x.createdBy)),
      h('div', { class: 'row' }, state.camera(x.camera) ? h('button', { class: 'plain', 'aria-label': t.exports.of(t.exports.show, name), onclick: () => seek(x.camera, Date.parse(x.from)) }, t.exports.show) : null,
        h('button', { class: 'plain', 'aria-label': t.exports.of(t.exports.release, name), onclick: () => run(exportApi.release(x.id)) }, t.exports.release)));
  })));
}
