import { api, reasonOf, type Storage } from '../api';
import { diskApi, type Disks } from '../diskapi';
import { h, put } from '../dom';
import { t, wordFor } from '../language/language';
import { groupsOf } from '../places/sticks';
import { setUpApi, type Recovery } from '../setupapi';
import { bytesOf, longDayOf } from '../words';
import type { StepView } from './wizard';

/** What is kept on paper for a bad day. It holds no secrets, and promises what the recorder does and nothing else. */
export function sheetStep(): StepView {
  const paper = h('article', { class: 'sheet', 'aria-busy': 'true' });
  const print = h('button', { type: 'button', disabled: true, onclick: () => window.print() }, t.setUp.print);
  Promise.all([setUpApi.recovery(), diskApi.read(), api.storage()]).then(([box, disks, storage]) => {
    put(paper, ...content(box, disks, storage));
    paper.removeAttribute('aria-busy');
    print.disabled = false;
  }, (f: unknown) => put(paper, h('p', { class: 'error', role: 'alert' }, reasonOf(f))));
  return { element: h('div', {}, h('p', { class: 'screen-only' }, t.setUp.sheetMeans), paper, h('p', { class: 'row screen-only' }, print)), stop: () => {} };
}

function content(box: Recovery, disks: Disks, storage: Storage): HTMLElement[] {
  const fact = (what: string, value: string | null | false) => (value ? [h('dt', {}, what), h('dd', {}, value)] : []);
  return [
    h('h2', {}, t.setUp.sheetOf(box.name)),
    h('dl', {},
      ...fact(t.setUp.pageAddress, box.page), ...fact(t.setUp.administrator, box.administrators.join(', ')), h('dt', {}, t.setUp.keptAt), h('dd', { class: 'blank' }, h('span', { class: 'unseen' }, t.setUp.keptAtMeans)),
      ...fact(t.setUp.serial, box.serial), ...fact(t.setUp.zone, box.timeZone), ...fact(t.setUp.version, box.version), ...fact(t.setUp.madeOn, longDayOf(Date.parse(box.now))),
      ...fact(t.setUp.exportKey, box.exportFingerprint && groupsOf(box.exportFingerprint))),
    h('h3', {}, t.setUp.lostPassword),
    box.hasResetButton ? h('ol', {}, ...t.setUp.resetSteps(box.hasDisplay, box.page).map((s) => h('li', {}, s))) : h('p', {}, t.setUp.noReset),
    box.hasResetButton ? h('p', {}, t.setUp.factory) : null,
    h('h3', {}, t.setUp.whereFootage),
    h('ul', {}, ...places(disks, storage).map((p) => h('li', {}, p))),
    h('p', {}, t.setUp.deadBox(disks.hasBays)),
    h('p', {}, t.setUp.backupAdvice),
    h('h3', {}, t.setUp.proveExport),
    h('p', {}, t.setUp.proveMeans),
  ].filter((e) => e !== null);
}

/** In the bays first; what lies elsewhere by its path. */
function places(disks: Disks, storage: Storage): string[] {
  const own = disks.volumes.filter((v) => v.isOwn).map((v) => {
    const parts = disks.disks.filter((d) => d.volume === v.id && d.bay !== null);
    return t.setUp.volumeAt(v.name, wordFor(t.disks.levels, v.level) ?? v.level, bytesOf(v.sizeBytes), parts.map((d) => `${d.bay} (${d.serial || d.id})`));
  });
  return own.length > 0 ? own : storage.volumes.map((v) => t.setUp.folderAt(v.path, bytesOf(v.totalBytes)));
}
