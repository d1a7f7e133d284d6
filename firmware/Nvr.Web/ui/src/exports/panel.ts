import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import type { Stretch } from '../review/footage';
import { go } from '../router';
import { state } from '../state';
import { exportApi } from './exportapi';
import { orderForm } from './form';
import { holdList } from './holds';
import { InOut } from './marks';
import { QueueList } from './queue';
import { shareDialog, shareList } from './sharing';

const busyMs = 1_500;
const idleMs = 15_000;

/** What the panel is to whoever shows it. `looksAt` ticks the cameras that are looked at by now; `marked` is what would be taken, while the panel is open. */
export interface ExportsPanel { element: HTMLElement; looksAt: (cameras: string[]) => void; marked: () => Stretch | null; stop: () => void }

/**
 * Exports under the timeline, for whoever may protect footage: marks (keys I and O), the queue with its files, shares, and protected spans. Null for viewers, who save what they see with the button above.
 */
export function exportsPanel(now: () => number): ExportsPanel | null {
  if (!state.box || state.box.user.role === 'viewer') {
    return null;
  }
  const marks = new InOut(now);
  const said = h('p', { class: 'quiet', role: 'status' });
  const error = h('p', { class: 'error', role: 'alert' });
  const [shares, holds] = [h('div', {}), h('div', {})];
  let shown = ['', ''];
  let timer = 0;
  let stopped = false;
  const fail = (failure: unknown) => say(error, reasonOf(failure));
  const run = (deed: Promise<unknown>) => void deed.then(() => { say(error, ''); return look(); }, fail);
  const dialog = shareDialog(() => void look());
  const form = orderForm(marks, (text) => { say(said, text); void look(); });
  const queue = new QueueList(dialog.open, run);
  const element = h('details', { class: 'exports', ontoggle: () => { if (element.open) { marks.begin(); } void look(); } },
    h('summary', {}, t.exports.title),
    h('div', { class: 'exports-body' },
      h('section', { 'aria-label': t.exports.newTitle }, h('h2', {}, t.exports.newTitle), form.element, said),
      h('section', { 'aria-label': t.exports.queue }, h('h2', {}, t.exports.queue), error, queue.element),
      h('section', { 'aria-label': t.exports.shares }, h('h2', {}, t.exports.shares), shares),
      h('section', { 'aria-label': t.exports.holds }, h('h2', {}, t.exports.holds), holds)), dialog.element);

  /** Asks only while it is open, and soon again while something is under way. */
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    if (stopped || !element.open) {
      return;
    }
    let rest = idleMs;
    try {
      const [exports, shared, held] = await Promise.all([exportApi.list(), exportApi.shares(), exportApi.holds()]);
      queue.show(exports);
      const texts = [JSON.stringify(shared), JSON.stringify(held)];
      if (texts[0] !== shown[0]) {
        put(shares, shareList(shared, run));
      }
      if (texts[1] !== shown[1]) {
        put(holds, holdList(held, (camera, ms) => go(`/review?cam=${camera}&t=${new Date(ms).toISOString().slice(0, 19)}Z`), run));
      }
      shown = texts;
      rest = exports.some((e) => e.state === 'waiting' || e.state === 'making') ? busyMs : idleMs;
    } catch {
      // The health line says that the recorder does not answer; the next look may find it again.
    }
    clearTimeout(timer);
    if (!stopped) {
      timer = window.setTimeout(() => void look(), rest);
    }
  };

  const keys = (e: KeyboardEvent) => {
    const typing = e.target instanceof HTMLInputElement || e.target instanceof HTMLSelectElement || e.target instanceof HTMLTextAreaElement;
    if (typing || e.ctrlKey || e.metaKey || e.altKey || dialog.element.open || e.key !== 'i' && e.key !== 'o') {
      return;
    }
    e.preventDefault();
    marks.begin();
    marks.mark(e.key === 'i' ? 'in' : 'out');
    element.open = true;
    say(said, e.key === 'i' ? t.exports.markedIn : t.exports.markedOut);
  };
  document.addEventListener('keydown', keys);
  return { element, looksAt: form.tick, marked: () => (element.open ? marks.marked : null), stop: () => { stopped = true; clearTimeout(timer); document.removeEventListener('keydown', keys); } };
}
