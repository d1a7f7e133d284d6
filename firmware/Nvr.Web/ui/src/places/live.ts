import type { Camera } from '../api';
import { h, put, say } from '../dom';
import { Arrangement, layouts, own } from '../live/arrangement';
import { OwnForm } from '../live/ownform';
import { LivePlayer, ofCamera } from '../live/player';
import { state } from '../state';
import { levelOf, mainOf, stateWord } from '../words';
import { t } from '../language/language';

type Stream = 'main' | 'sub';

interface Tile { element: HTMLElement; player: LivePlayer; stream: Stream; state: HTMLElement; name: HTMLElement }

/** The live grid. */
export function livePlace(stage: HTMLElement): () => void {
  const place = new LivePlace(stage);
  const unlisten = state.listen(() => place.update());
  place.update();
  return () => {
    unlisten();
    place.close();
  };
}

/** Tiles stay as they are while their cameras do, so that pictures do not flicker. */
class LivePlace {
  private readonly grid = h('div', { class: 'grid' });
  private readonly tiles = new Map<string, Tile>();
  private readonly arrangement = new Arrangement();
  private readonly size = h('select', { 'aria-label': t.live.layout }, ...layouts.map((l) => h('option', { value: l }, l === 0 ? t.live.all : l === own ? t.live.own : String(l))));
  private readonly arrange = h('button', { 'aria-pressed': 'false', onclick: () => this.setArranging(!this.isArranging) }, t.live.arrange);
  private readonly turn = (by: number, look: string, name: string) => h('button', { 'aria-label': name, title: name, onclick: () => { this.page += by; this.update(); } }, look);
  private readonly before = this.turn(-1, '‹', t.live.before);
  private readonly after = this.turn(1, '›', t.live.after);
  private readonly where = h('span', { class: 'quiet' });
  private readonly hint = h('span', { class: 'quiet hint', role: 'status' });
  private readonly bar = h('div', { class: 'livebar', hidden: true }, this.hint, h('span', { class: 'group pages' }, this.before, this.where, this.after), this.arrange, this.size);
  private readonly form = new OwnForm(this.arrangement, () => this.update());
  private isArranging = false;
  private page = 0;

  constructor(stage: HTMLElement) {
    this.size.value = String(this.arrangement.size);
    this.size.addEventListener('change', () => {
      this.arrangement.size = Number(this.size.value);
      this.page = 0;
      this.setArranging(this.isArranging || this.arrangement.size === own);
      this.update();
    });
    stage.append(this.bar, this.form.element, this.grid);
  }

  update(): void {
    const enabled = state.cameras?.filter((c) => c.enabled);
    if (!enabled) {
      return;
    }
    const all = this.arrangement.sort(enabled);
    const cameras = this.arrangement.chosen(all);
    this.bar.hidden = all.length < 2;
    const { size } = this.arrangement;
    const isOwn = size === own && all.length > 1;
    this.form.element.hidden = !(isOwn && this.isArranging);
    this.form.show(all);
    const pages = size <= 0 ? 1 : Math.max(1, Math.ceil(cameras.length / size));
    this.page = Math.max(0, Math.min(pages - 1, this.page));
    this.before.disabled = this.page === 0;
    this.after.disabled = this.page === pages - 1;
    (this.before.parentElement as HTMLElement).hidden = pages === 1;
    say(this.where, t.live.page(this.page + 1, pages));
    const shown = size <= 0 ? cameras : cameras.slice(this.page * size, (this.page + 1) * size);
    this.closeBut(shown);
    if (cameras.length === 0) {
      put(this.grid, all.length === 0 ? empty() : h('div', { class: 'empty' }, h('p', {}, t.live.noneChosen)));
      return;
    }
    this.grid.querySelector('.empty')?.remove();
    this.grid.dataset['count'] = String(Math.min(shown.length, 16));
    this.grid.dataset['layout'] = isOwn ? 'own' : String(size);
    this.grid.toggleAttribute('data-large', isOwn && this.arrangement.own.firstIsLarge && this.arrangement.own.columns > 1);
    this.grid.style.setProperty('--columns', String(this.arrangement.own.columns));
    shown.forEach((camera, at) => this.show(camera, at, shown.length));
  }

  close(): void {
    this.closeBut([]);
  }

  private closeBut(cameras: Camera[]): void {
    for (const [id, tile] of this.tiles) {
      if (!cameras.some((c) => c.id === id)) {
        this.drop(id, tile);
      }
    }
  }

  private drop(id: string, tile: Tile): void {
    tile.player.close();
    tile.element.remove();
    this.tiles.delete(id);
  }

  private show(camera: Camera, at: number, of: number): void {
    // One that has the screen for itself is worth the large stream.
    const stream = this.arrangement.size !== 1 && of > 1 && camera.streams.some((s) => s.stream === 'sub' && s.state === 'recording') ? 'sub' : 'main';
    let tile = this.tiles.get(camera.id);
    if (tile && tile.stream !== stream && !this.isArranging) {
      this.drop(camera.id, tile);
      tile = undefined;
    }
    if (!tile) {
      tile = this.makeTile(camera, stream);
      this.tiles.set(camera.id, tile);
    }
    if (this.grid.children[at] !== tile.element) {
      this.grid.insertBefore(tile.element, this.grid.children[at] ?? null);
    }
    const level = levelOf(camera);
    say(tile.name, camera.name);
    tile.state.dataset['level'] = level;
    say(tile.state, level === 'ok' ? '' : stateWord(camera));
    const main = mainOf(camera);
    tile.player.explain(level === 'ok' ? '' : [main?.sentence, main?.nextStep].filter(Boolean).join(' '));
  }

  private makeTile(camera: Camera, stream: Stream): Tile {
    const player = new LivePlayer(ofCamera(camera.id, stream), camera.name);
    const word = h('span', { class: 'state' });
    const name = h('span', { class: 'name' }, camera.name);
    const element = h('a', { class: 'tile', href: `/review?cam=${camera.id}`, 'data-id': camera.id, draggable: 'false' }, player.element, h('span', { class: 'caption' }, name, word));
    element.addEventListener('click', (e) => this.isArranging && (e.preventDefault(), e.stopPropagation()));
    element.addEventListener('pointerdown', (e) => this.isArranging && this.drag(e, camera.id));
    element.addEventListener('keydown', (e) => this.isArranging && this.step(e, camera.id));
    return { element, player, stream, state: word, name };
  }

  private setArranging(on: boolean): void {
    this.isArranging = on;
    this.arrange.setAttribute('aria-pressed', String(on));
    this.grid.toggleAttribute('data-arranging', on);
    say(this.arrange, on ? t.done : t.live.arrange);
    say(this.hint, on ? t.live.drag : '');
    this.update();
  }

  private get ids(): string[] {
    return this.arrangement.sort(state.cameras?.filter((c) => c.enabled) ?? []).map((c) => c.id);
  }

  /** A tile follows the finger from place to place. */
  private drag(e: PointerEvent, id: string): void {
    e.preventDefault();
    const { element } = this.tiles.get(id)!;
    element.classList.add('dragged');
    const over = (move: PointerEvent) => {
      const to = document.elementsFromPoint(move.clientX, move.clientY).map((at) => at.closest<HTMLElement>('.tile')?.dataset['id']).find((at) => at !== undefined && at !== id);
      if (to) {
        this.arrangement.move(this.ids, id, to);
        this.update();
      }
    };
    const end = () => {
      element.classList.remove('dragged');
      ['pointerup', 'pointercancel'].forEach((type) => removeEventListener(type, end));
      removeEventListener('pointermove', over);
    };
    addEventListener('pointermove', over);
    ['pointerup', 'pointercancel'].forEach((type) => addEventListener(type, end));
  }

  /** The same by arrow keys. */
  private step(e: KeyboardEvent, id: string): void {
    const by = e.key === 'ArrowLeft' || e.key === 'ArrowUp' ? -1 : e.key === 'ArrowRight' || e.key === 'ArrowDown' ? 1 : 0;
    const { ids } = this;
    const to = by === 0 ? undefined : ids[ids.indexOf(id) + by];
    if (to) {
      e.preventDefault();
      this.arrangement.move(ids, id, to);
      this.update();
      this.tiles.get(id)?.element.focus();
    }
  }
}

function empty(): HTMLElement {
  const text = state.mayChange
    ? state.box?.settingUp ? h('p', {}, h('a', { href: '/set-up' }, t.setUp.goOnLink)) : h('p', {}, t.live.plugIn, h('a', { href: '/cameras' }, t.live.tellAddress), '.')
    : h('p', {}, t.live.askSomebody);
  return h('div', { class: 'empty' }, h('h1', {}, t.live.none), text);
}
