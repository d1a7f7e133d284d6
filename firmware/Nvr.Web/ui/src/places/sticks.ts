import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { state } from '../state';
import { stickApi, type ButtonPolicy, type Stick, type StickExport, type Sticks } from '../stickapi';
import { bytesOf, lengthOf } from '../words';
import { momentOf, wallOf } from '../zone';
import { cargoPart } from './cargo';
import { t } from '../language/language';

const shapes = { ok: '●', attention: '▲', failure: '■' };
const levels: Record<StickExport['state'], keyof typeof shapes> = { running: 'attention', releasing: 'attention', safeToRemove: 'ok', cancelled: 'attention', failed: 'failure' };

/** The USB keys in the box, the export to one of them, and what the export button writes. */
export function sticksSection(mayChange: boolean): { element: HTMLElement; stop: () => void } {
  const list = h('ul', { class: 'list' });
  const written = h('div', { role: 'status' });
  const choosing = h('div', {});
  const trouble = h('p', { class: 'error', role: 'alert' });
  const button = h('p', { class: 'quiet' });
  const signed = h('details', { class: 'tool', hidden: true });
  const policy = h('details', { class: 'tool', hidden: !mayChange });
  const cargo = mayChange ? cargoPart() : null;
  const element = h('section', { 'aria-label': t.sticks.title }, h('h2', {}, t.sticks.title), written, list, choosing, trouble, cargo?.element ?? null, button, signed, policy);
  const refuse = (e: unknown) => say(trouble, reasonOf(e));
  const run = (wish: Promise<Sticks>) => void wish.then((s) => { say(trouble, ''); put(choosing); show(s); }, refuse);
  let shownSticks = '';
  let shownPolicy = '';
  let shownPrint: string | null = null;
  const show = (now: Sticks) => {
    if (now.trouble) {
      say(trouble, now.trouble);
    }
    showExport(now.export);
    const isBusy = now.export?.state === 'running' || now.export?.state === 'releasing';
    const text = JSON.stringify([now.sticks, isBusy]);
    if (text !== shownSticks) {
      shownSticks = text;
      put(list, ...now.sticks.map((s) => stick(s, isBusy)));
      list.hidden = now.sticks.length === 0;
    }
    say(button, now.sticks.length === 0 && !isBusy && now.export?.state !== 'safeToRemove' ? `${t.sticks.insert} ${wordsOf(now.button)}` : wordsOf(now.button));
    if (now.fingerprint !== shownPrint) {
      shownPrint = now.fingerprint;
      signed.hidden = shownPrint === null;
      put(signed, h('summary', {}, t.sticks.howToTell), h('p', {}, t.sticks.fingerprint), h('code', { class: 'print' }, groupsOf(shownPrint ?? '')));
    }
    if (mayChange && JSON.stringify(now.button) !== shownPolicy) {
      shownPolicy = JSON.stringify(now.button);
      put(policy, h('summary', {}, t.sticks.changeButton), policyForm(now.button));
    }
  };
  const showExport = (e: StickExport | null) => {
    if (!e) {
      put(written);
      return;
    }
    const left = e.secondsLeft === null ? '' : t.sticks.left(lengthOf(e.secondsLeft * 1000));
    put(written,
      h('div', { class: 'row line' }, h('span', { class: 'mark', 'data-level': levels[e.state], 'aria-hidden': 'true' }, shapes[levels[e.state]]), h('span', {}, e.sentence)),
      e.nextStep ? h('p', {}, e.nextStep) : null,
      e.state === 'running' ? h('progress', { max: 1, value: e.done, 'aria-label': t.sticks.written }) : null,
      e.state === 'running' ? h('p', { class: 'quiet' }, `${t.sticks.of(bytesOf(e.writtenBytes), bytesOf(e.totalBytes))}${left}`) : null,
      e.state === 'running' ? h('button', { class: 'plain', onclick: () => run(stickApi.cancel()) }, t.cancel) : null);
  };
  const stick = (s: Stick, isBusy: boolean): HTMLElement => h('li', {},
    h('div', { class: 'row' }, h('span', { class: 'strong' }, s.name), h('span', {}, s.freeBytes === null ? bytesOf(s.sizeBytes) : t.sticks.free(bytesOf(s.freeBytes), bytesOf(s.sizeBytes)))),
    h('p', { class: s.isUsable ? 'quiet' : 'error' }, s.sentence), s.nextStep ? h('p', {}, s.nextStep) : null,
    isBusy ? null : h('div', { class: 'row' },
      s.isUsable ? h('button', { class: 'plain', onclick: () => put(choosing, exportForm(s)) }, t.sticks.exportRecordings) : null,
      s.isUsable && cargo ? h('button', { class: 'plain', onclick: () => cargo.look(s.id) }, t.sticks.showContent) : null,
      s.isUsable && cargo ? h('button', { class: 'plain', onclick: () => cargo.backUp(s.id, s.name) }, t.sticks.saveSettings) : null,
      h('button', { class: 'plain', onclick: () => run(stickApi.release(s.id)) }, t.sticks.release)));

  const exportForm = (s: Stick): HTMLElement => {
    const end = state.now;
    const from = h('input', { type: 'datetime-local', required: true, step: '1', value: wallOf(end - 3_600_000) });
    const to = h('input', { type: 'datetime-local', required: true, step: '1', value: wallOf(end) });
    const boxes = (state.cameras ?? []).map((c) => ({ id: c.id, box: h('input', { type: 'checkbox', checked: true }), name: c.name }));
    return h('form', {
      onsubmit: (e) => {
        e.preventDefault();
        const cameras = boxes.filter((b) => b.box.checked).map((b) => b.id);
        if (cameras.length === 0) {
          say(trouble, t.sticks.chooseCamera);
          return;
        }
        run(stickApi.begin({ stick: s.id, cameras, from: new Date(momentOf(from.value)).toISOString(), to: new Date(momentOf(to.value)).toISOString() }));
      },
    }, h('h3', {}, t.sticks.exportTo(s.name)), h('label', {}, t.from, from), h('label', {}, t.to, to),
    h('div', { role: 'group', 'aria-label': t.places.cameras }, ...boxes.map((b) => h('label', { class: 'check' }, b.box, h('span', {}, b.name)))),
    h('div', { class: 'row' }, h('button', {}, t.sticks.export), h('button', { type: 'button', class: 'plain', onclick: () => put(choosing) }, t.cancel)));
  };

  const policyForm = (now: ButtonPolicy): HTMLElement => {
    const what = h('select', {}, h('option', { value: 'lastHours', selected: now.what === 'lastHours' }, t.sticks.lastHours),
      h('option', { value: 'marked', selected: now.what === 'marked' }, t.sticks.marked));
    const hours = h('input', { type: 'number', min: 1, max: 744, required: true, value: now.hours });
    return h('form', { onsubmit: (e) => { e.preventDefault(); run(stickApi.button({ what: what.value as ButtonPolicy['what'], hours: Number(hours.value) })); } },
      h('label', {}, t.sticks.writes, what), h('label', {}, t.sticks.hours, hours), h('button', {}, t.save));
  };

  const look = () => void stickApi.read().then(show, () => {});
  const timer = setInterval(look, 2000);
  look();
  return { element, stop: () => clearInterval(timer) };
}

function wordsOf(button: ButtonPolicy): string {
  return button.what === 'marked'
    ? t.sticks.writesMarked
    : t.sticks.writesHours(button.hours);
}

/** In groups that two people can compare over the phone. */
export function groupsOf(digits: string): string {
  return digits.match(/.{1,4}/g)?.join(' ') ?? '';
}
