import { h, put } from '../dom';
import { t } from '../language/language';
import { bytesOf, lengthOf } from '../words';
import { exportApi, type Export, type ExportState } from './exportapi';
import { whenOf, stretchOf } from './times';

const shapes = { ok: '●', attention: '▲', failure: '■', unknown: '○' };
const levels: Record<ExportState, keyof typeof shapes> = { waiting: 'unknown', making: 'unknown', ready: 'ok', failed: 'failure' };

/** The exports, newest first. Rows are made anew only where something changed, so that a finger finds the button that it aims at. */
export class QueueList {
  readonly element = h('ul', { class: 'list exports-list' });
  private readonly nothing = h('li', { class: 'quiet' }, t.exports.none);
  private readonly rows = new Map<string, { text: string; row: HTMLElement }>();

  constructor(private readonly share: (e: Export) => void, private readonly run: (deed: Promise<unknown>) => void) {}

  show(exports: Export[]): void {
    for (const e of exports) {
      const text = JSON.stringify(e);
      if (this.rows.get(e.id)?.text !== text) {
        const old = this.rows.get(e.id)?.row;
        const row = this.row(e);
        this.keepFocus(old, row);
        this.rows.set(e.id, { text, row });
      }
    }
    const ids = exports.map((e) => e.id);
    [...this.rows.keys()].filter((id) => !ids.includes(id)).forEach((id) => this.rows.delete(id));
    const wanted = exports.length > 0 ? ids.map((id) => this.rows.get(id)!.row) : [this.nothing];
    if (wanted.length !== this.element.childElementCount || wanted.some((row, i) => this.element.children[i] !== row)) {
      put(this.element, ...wanted);
    }
  }

  private row(e: Export): HTMLElement {
    const level = e.isComplete === false ? 'attention' : levels[e.state];
    const left = e.secondsLeft === null ? '' : t.sticks.left(lengthOf(e.secondsLeft * 1000));
    const end = e.state === 'waiting' || e.state === 'making' ? t.cancel : t.remove;
    const names = e.cameras.map((c) => c.name).join(', ');
    return h('li', {},
      h('div', { class: 'row' }, h('span', { class: 'strong', dir: 'auto' }, names), h('span', { class: 'quiet' }, stretchOf(e.from, e.to))),
      e.reason ? h('p', { dir: 'auto' }, e.reason) : null,
      h('div', { class: 'row line' }, h('span', { class: 'mark', 'data-level': level, 'aria-hidden': 'true' }, shapes[level]), h('span', {}, `${t.exports.states[e.state]}. ${e.sentence}`)),
      e.nextStep ? h('p', {}, e.nextStep) : null,
      e.state === 'making' ? h('progress', { max: 1, value: e.done, 'aria-label': t.exports.progress }) : null,
      h('p', { class: 'quiet' }, t.exports.facts(e.form === 'mp4' ? 'MP4' : 'ZIP', e.state === 'ready' ? bytesOf(e.bytes) : t.exports.about(bytesOf(e.bytes)), e.wantedBy, whenOf(Date.parse(e.keptUntil))) + left),
      h('div', { class: 'row' },
        e.state === 'ready' ? h('a', { class: 'button', 'aria-label': t.exports.of(t.exports.download, names), href: exportApi.fileUrl(e.id), download: true }, t.exports.download) : null,
        e.state === 'failed' ? null : h('button', { class: 'plain', 'aria-label': t.exports.of(t.exports.share, names), onclick: () => this.share(e) }, t.exports.share),
        h('button', { class: 'plain', 'aria-label': t.exports.of(end, names), onclick: () => this.run(exportApi.remove(e.id)) }, end)));
  }

  private keepFocus(old: HTMLElement | undefined, row: HTMLElement): void {
    if (old?.contains(document.activeElement)) {
      const text = document.activeElement!.textContent;
      old.replaceWith(row);
      [...row.querySelectorAll<HTMLElement>('a, button')].find((b) => b.textContent === text)?.focus();
    }
  }
}
