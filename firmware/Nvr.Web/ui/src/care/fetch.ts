import { boxApi, type UpdateFetch } from '../boxapi';
import { h, put } from '../dom';
import { t } from '../language/language';
import { careForm, labelled } from './form';

export interface FetchPart { element: HTMLElement; show: (now: UpdateFetch | null) => void }

/** An update that the recorder fetches from a server itself: its address, how far it is, and, once it is there, what version it is. */
export function fetchPart(arrived: (version: string) => void): FetchPart {
  const address = h('input', { type: 'url', required: true, autocomplete: 'off', spellcheck: 'false', placeholder: 'https://' });
  const state = h('div', { role: 'status' });
  let shown = '';
  let offered: string | null = null;
  const show = (now: UpdateFetch | null) => {
    const text = JSON.stringify(now);
    if (text === shown) {
      return;
    }
    shown = text;
    put(state, ...(now ? lines(now) : []));
    if (now?.state === 'done' && now.version !== null && offered !== now.version) {
      offered = now.version;
      arrived(now.version);
    } else if (now?.state !== 'done') {
      offered = null;
    }
  };
  const lines = (now: UpdateFetch) => [
    h('p', { class: now.state === 'failed' ? 'error' : '' }, now.sentence), now.nextStep ? h('p', {}, now.nextStep) : null,
    now.state === 'running' ? h('progress', { max: now.ofBytes ?? 1, value: now.ofBytes === null ? undefined : now.bytes, 'aria-label': t.care.fetching }) : null,
    now.state === 'running' ? h('div', { class: 'row' }, h('button', { type: 'button', class: 'plain', onclick: () => void boxApi.stopFetching().catch(() => {}) }, t.care.stopFetching)) : null,
  ].filter((e) => e !== null);
  const form = careForm(async () => show((await boxApi.fetchUpdate(address.value)).fetch), h('p', {}, t.care.fetchMeans), labelled(t.care.updateAddress, address), h('div', { class: 'row' }, h('button', { type: 'submit' }, t.care.fetch)), state);
  return { element: form, show };
}
