import type { Camera } from '../api';
import { h, put, say } from '../dom';
import { LivePlayer } from '../live/player';
import { state } from '../state';
import { levelOf, mainOf, stateWord } from '../words';
import { t } from '../language/language';

interface Tile { element: HTMLElement; player: LivePlayer; state: HTMLElement }

/** The live grid. Tiles stay as they are while their cameras do, so that pictures do not flicker. */
export function livePlace(stage: HTMLElement): () => void {
  const grid = h('div', { class: 'grid' });
  const tiles = new Map<string, Tile>();
  stage.append(grid);
  const update = () => {
    const cameras = state.cameras?.filter((c) => c.enabled);
    if (!cameras) {
      return;
    }
    for (const [id, tile] of tiles) {
      if (!cameras.some((c) => c.id === id)) {
        tile.player.close();
        tile.element.remove();
        tiles.delete(id);
      }
    }
    if (cameras.length === 0) {
      put(grid, empty());
      return;
    }
    grid.querySelector('.empty')?.remove();
    grid.dataset['count'] = String(Math.min(cameras.length, 16));
    cameras.forEach((camera) => show(camera, grid, tiles));
  };
  const unlisten = state.listen(update);
  update();
  return () => {
    unlisten();
    tiles.forEach((t) => t.player.close());
  };
}

function show(camera: Camera, grid: HTMLElement, tiles: Map<string, Tile>): void {
  let tile = tiles.get(camera.id);
  if (!tile) {
    tile = makeTile(camera);
    tiles.set(camera.id, tile);
    grid.append(tile.element);
  }
  const level = levelOf(camera);
  tile.state.dataset['level'] = level;
  say(tile.state, level === 'ok' ? '' : stateWord(camera));
  const main = mainOf(camera);
  tile.player.explain(level === 'ok' ? '' : [main?.sentence, main?.nextStep].filter(Boolean).join(' '));
}

function makeTile(camera: Camera): Tile {
  const stream = camera.streams.some((s) => s.stream === 'sub' && s.state === 'recording') ? 'sub' : 'main';
  const player = new LivePlayer(camera.id, stream, camera.name);
  const word = h('span', { class: 'state' });
  const caption = h('span', { class: 'caption' }, h('span', { class: 'name' }, camera.name), word);
  const element = h('a', { class: 'tile', href: `/review?cam=${camera.id}`, 'aria-label': t.live.open(camera.name) }, player.element, caption);
  return { element, player, state: word };
}

function empty(): HTMLElement {
  const text = state.mayChange
    ? h('p', {}, t.live.plugIn, h('a', { href: '/cameras' }, t.live.tellAddress), '.')
    : h('p', {}, t.live.askSomebody);
  return h('div', { class: 'empty' }, h('h1', {}, t.live.none), text);
}
