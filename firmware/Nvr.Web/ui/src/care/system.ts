import { boxApi, type LastUpdate, type System } from '../boxapi';
import { h, put } from '../dom';
import { t } from '../language/language';
import { waitForNewStart } from './anew';
import { careForm } from './form';

const shapes = { ok: '●', unknown: '○', attention: '▲' };
const levels: Record<LastUpdate['state'], keyof typeof shapes> = { waiting: 'attention', onTrial: 'unknown', proven: 'ok', partly: 'attention', wentBack: 'attention', lost: 'attention', brokenOff: 'attention' };

/** The system that runs, and what became of the last update. */
export function systemLines(system: System, seen: () => void): HTMLElement[] {
  const { last } = system;
  return [h('p', {}, t.care.runs(system.version, system.slot, t.care.systemStates[system.state])), ...(last ? lastLines(last, seen) : [])];
}

function lastLines(last: LastUpdate, seen: () => void): HTMLElement[] {
  const level = levels[last.state];
  return [h('div', { class: 'row line' }, h('span', { class: 'mark', 'data-level': level, 'aria-hidden': 'true' }, shapes[level]), h('span', {}, last.sentence)),
    last.nextStep ? h('p', {}, last.nextStep) : null, last.isNew ? h('div', { class: 'row' }, h('button', { type: 'button', class: 'plain', onclick: seen }, t.care.haveSeen)) : null].filter((e) => e !== null);
}

/** The restart, for whoever was told what it means for recording. */
export function restartPart(): HTMLElement {
  const asking = h('div', {});
  const form = () => careForm(async () => {
    await boxApi.restart();
    waitForNewStart(t.care.startsAnew, t.care.restartWaits, cameBack(), t.care.takesLong);
  }, h('h3', { tabindex: '-1' }, t.care.restart), h('p', {}, t.care.restartMeans),
  h('div', { class: 'row' }, h('button', { type: 'submit', class: 'danger' }, t.care.restartNow), h('button', { type: 'button', class: 'plain', onclick: () => put(asking) }, t.cancel)));
  const ask = () => { put(asking, form()); asking.querySelector('h3')?.focus(); };
  return h('div', {}, h('div', { class: 'row' }, h('button', { type: 'button', class: 'plain', onclick: ask }, t.care.restart)), asking);
}

/** It goes on answering for a moment before it goes down. */
function cameBack(): () => Promise<boolean> {
  let wasGone = false;
  return async () => {
    const isThere = await fetch('/api/v1/setup').then((answer) => answer.ok, () => false);
    wasGone ||= !isThere;
    return isThere && wasGone;
  };
}
