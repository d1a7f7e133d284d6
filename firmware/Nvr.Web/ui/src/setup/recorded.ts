import type { Camera } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';
import { LivePlayer, ofCamera } from '../live/player';
import { state } from '../state';
import { levelOf, mainOf, stateWord } from '../words';

interface Row { element: HTMLElement; player: LivePlayer; update: (camera: Camera) => void }

/** The cameras of the recorder, each with its live picture, or with why there is none. */
export function recordedList(): { element: HTMLElement; stop: () => void } {
  const list = h('ul', { class: 'seen' });
  const none = h('p', { class: 'quiet' }, t.setUp.noneYet);
  const rows = new Map<string, Row>();
  const update = () => {
    const cameras = state.cameras ?? [];
    none.hidden = state.cameras === null || cameras.length > 0;
    for (const [id, row] of rows) {
      if (!cameras.some((c) => c.id === id)) {
        row.player.close();
        row.element.remove();
        rows.delete(id);
      }
    }
    for (const camera of cameras) {
      const row = rows.get(camera.id) ?? makeRow(camera);
      if (!rows.has(camera.id)) {
        rows.set(camera.id, row);
        list.append(row.element);
      }
      row.update(camera);
    }
  };
  const unlisten = state.listen(update);
  update();
  return { element: h('section', {}, h('h2', {}, t.setUp.recorded), none, list), stop: () => { unlisten(); rows.forEach((r) => r.player.close()); } };
}

function makeRow(camera: Camera): Row {
  const player = new LivePlayer(ofCamera(camera.id, 'main'), camera.name);
  const word = h('span', { class: 'state' });
  const name = h('span', { class: 'strong' });
  const update = (now: Camera) => {
    const level = levelOf(now);
    const main = mainOf(now);
    say(name, now.name);
    say(word, stateWord(now));
    word.dataset['level'] = level;
    player.explain(level === 'ok' ? '' : [main?.sentence, main?.nextStep].filter(Boolean).join(' '));
  };
  return { element: h('li', {}, player.element, h('div', { class: 'row line' }, name, word)), player, update };
}
