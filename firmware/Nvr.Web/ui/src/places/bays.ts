import type { Bay, Disk, Disks } from '../diskapi';
import { h, say } from '../dom';
import { t, wordFor } from '../language/language';
import { bytesOf } from '../words';

export const bayLevels: Record<string, string> = { well: 'ok', unused: 'unknown', empty: 'unknown', rebuilding: 'attention', worrying: 'attention', failed: 'failure', locating: 'attention' };
export const bayShapes: Record<string, string> = { ok: '●', unknown: '○', attention: '▲', failure: '■' };

interface Slot { element: HTMLElement; update: (bay: Bay, disks: Disks) => void }

/** The bays in their order on the case, each with its light's state, what is in it and what that is for. Slots stay as they are, so that the keyboard does. Choosing one calls `choose`. */
export function bayDrawing(choose: (bay: string) => void): { element: HTMLElement; update: (disks: Disks) => void } {
  const element = h('ol', { class: 'bays', 'aria-label': t.care.bays.drawn });
  const slots = new Map<string, Slot>();
  const update = (disks: Disks) => {
    for (const bay of disks.bays) {
      const slot = slots.get(bay.name) ?? makeSlot(bay.name, choose);
      if (!slots.has(bay.name)) {
        slots.set(bay.name, slot);
        element.append(slot.element);
      }
      slot.update(bay, disks);
    }
  };
  return { element, update };
}

function makeSlot(name: string, choose: (bay: string) => void): Slot {
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  const word = h('span', {});
  const model = h('span', { class: 'model' });
  const size = h('span', {});
  const role = h('span', {});
  const bar = h('progress', { max: 1, 'aria-hidden': 'true' });
  const button = h('button', { type: 'button', class: 'plain slot', onclick: () => choose(name) },
    h('span', { class: 'head' }, mark, h('span', { class: 'strong' }, t.setUp.inBay(name))), word, model, size, role, bar);
  const update = (bay: Bay, disks: Disks) => {
    const disk = disks.disks.find((d) => d.id === bay.disk);
    const level = bayLevels[bay.state] ?? 'unknown';
    const done = progressOf(bay, disk, disks);
    button.dataset['state'] = bay.state;
    mark.dataset['level'] = level;
    say(mark, bayShapes[level] ?? '');
    say(word, stateWord(bay, disk));
    say(model, disk?.model ?? '');
    say(size, disk ? bytesOf(disk.sizeBytes) : '');
    say(role, [disk ? roleOf(disk, disks) : '', done === null ? '' : t.care.bays.filled(Math.floor(done * 100))].filter((part) => part !== '').join(', '));
    bar.hidden = done === null;
    bar.value = done ?? 0;
  };
  return { element: h('li', {}, button), update };
}

/** The light is the same for a disk that failed and for one that is gone; words are not. */
function stateWord(bay: Bay, disk: Disk | undefined): string {
  return bay.state === 'failed' ? (disk ? t.care.bays.failed : t.care.bays.missing) : wordFor(t.disks.states, bay.state) ?? bay.state;
}

function roleOf(disk: Disk, disks: Disks): string {
  if (disk.isSystem) {
    return t.care.bays.system;
  }
  const volume = disks.volumes.find((v) => v.id === disk.volume);
  if (volume) {
    return !volume.isOwn ? t.care.bays.foreign : disk.role === 'spare' ? t.care.bays.spare(volume.name) : disk.role === 'faulty' ? t.care.bays.faulty(volume.name) : t.care.bays.part(volume.name);
  }
  return disk.isBlank ? t.care.bays.free : t.care.bays.other;
}

/** How far a disk is filled: all of them while an array is built, one where it is rebuilt. */
function progressOf(bay: Bay, disk: Disk | undefined, disks: Disks): number | null {
  const isFilled = bay.state === 'rebuilding' || disk?.role === 'rebuilding';
  return isFilled ? disks.volumes.find((v) => v.id === disk?.volume)?.progress ?? null : null;
}
