import { h, say } from '../dom';
import { t } from '../language/language';
import type { Poe, PoePort } from '../poeapi';
import { state } from '../state';
import { tenths } from '../words';

export type PortLevel = 'ok' | 'unknown' | 'attention' | 'failure';

export const portShapes: Record<PortLevel, string> = { ok: '●', unknown: '○', attention: '▲', failure: '■' };

export const wattsOf = (watts: number) => `${tenths(watts)} W`;

export function levelOf(p: PoePort): PortLevel {
  switch (p.power) {
    case 'delivering': return 'ok';
    case 'denied':
    case 'fault': return 'failure';
    case 'searching': return 'unknown';
    default: return p.sentence ? 'attention' : 'unknown';
  }
}

export function wordOf(p: PoePort): string {
  return p.cycling ? t.poe.cycling : p.power === 'delivering' && p.watts !== null ? wattsOf(p.watts) : t.poe.states[p.power];
}

/** The names of the cameras behind a port. */
export const camerasOf = (p: PoePort): string => p.cameras.map((id) => state.camera(id)?.name).filter(Boolean).join(', ');

/** With more ports in a row than these the case is drawn wider than text, where the screen has room. */
const longRow = 5;

interface Slot { element: HTMLElement; update: (port: PoePort) => void }

/**
 * The recorder's own ports in the rows in which they stand on its case, each with its state, what it gives, and to whom. Slots stay as they are, so that the keyboard does. Choosing one calls `choose`. Ports of a
 * switch stand on no case that is known, and are not drawn.
 */
export function portDrawing(choose: (port: string) => void): { element: HTMLElement; update: (poe: Poe) => void } {
  const element = h('ol', { class: 'sockets', 'aria-label': t.poe.drawn, hidden: true });
  const slots = new Map<string, Slot>();
  const update = (poe: Poe) => {
    const own = poe.supplies.find((s) => s.perRow !== null);
    const ports = own ? poe.ports.filter((p) => p.supply === own.name) : [];
    element.hidden = ports.length === 0;
    const row = Math.min(own?.perRow ?? 1, Math.max(1, ports.length));
    element.style.setProperty('--row', String(row));
    element.classList.toggle('long', row > longRow);
    for (const port of ports) {
      const slot = slots.get(port.name) ?? makeSlot(port.name, choose);
      if (!slots.has(port.name)) {
        slots.set(port.name, slot);
        element.append(slot.element);
      }
      slot.update(port);
    }
  };
  return { element, update };
}

function makeSlot(name: string, choose: (port: string) => void): Slot {
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  const word = h('span', {});
  const asked = h('span', {});
  const link = h('span', { class: 'model' });
  const camera = h('span', { class: 'camera', dir: 'auto' });
  const button = h('button', { type: 'button', class: 'plain slot', onclick: () => choose(name) },
    h('span', { class: 'head' }, mark, h('span', { class: 'unseen' }, t.poe.port(name)), h('span', { class: 'strong', 'aria-hidden': 'true' }, name)), word, asked, link, camera);
  const update = (port: PoePort) => {
    button.dataset['state'] = port.power === 'searching' ? 'empty' : port.power;
    mark.dataset['level'] = levelOf(port);
    say(mark, portShapes[levelOf(port)]);
    say(word, wordOf(port));
    say(asked, port.class === null ? '' : t.poe.class(port.class));
    say(link, port.link === null ? '' : port.link ? t.poe.drawnLink : t.poe.drawnNoLink);
    say(camera, camerasOf(port));
  };
  return { element: h('li', {}, button), update };
}
