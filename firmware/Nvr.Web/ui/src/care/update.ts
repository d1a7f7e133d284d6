import { boxApi } from '../boxapi';
import { cargoApi } from '../cargoapi';
import { h, put } from '../dom';
import { t } from '../language/language';
import { updateLines } from '../places/cargo';
import { fetchPart } from './fetch';
import { fileField } from './filefield';
import { careForm, labelled } from './form';
import { restartPart, systemLines } from './system';

const everyMs = 1000;

/** The system that runs and the last update; another one from a file on this device or from a server, looked at, and installed by whoever types its version; and the restart that brings it into force. */
export function updateFold(): HTMLElement {
  const system = h('div', { role: 'status' });
  const next = h('div', {});
  const state = h('div', { role: 'status' });
  const offer = (version: string) => {
    put(next, install(version));
    next.querySelector('input')?.focus();
  };
  const chosen = fileField(t.care.chooseUpdate, '.raucb', () => null, boxApi.sendUpdate, () => put(next), (sent) => offer(sent.version));
  const fetched = fetchPart(offer);
  const forget = () => { put(next); chosen.clear(); };
  let shown = '';
  const look = async () => {
    const [now, cargo] = await Promise.all([boxApi.update(), cargoApi.read()]);
    fetched.show(now.fetch);
    const text = JSON.stringify([now.system, cargo.update]);
    if (text !== shown) {
      shown = text;
      put(system, ...systemLines(now.system, () => void boxApi.noteUpdate().then(look, () => {})));
      // What is installed is told with the system.
      put(state, ...(cargo.update && cargo.update.state !== 'installed' ? updateLines(cargo.update) : []));
    }
  };
  let isFollowing = false;
  const follow = async () => {
    isFollowing = true;
    while (element.isConnected && element.open) {
      await look().catch(() => {});
      await new Promise((done) => setTimeout(done, everyMs));
    }
    isFollowing = false;
  };
  const install = (version: string): HTMLElement => {
    const typed = h('input', { required: true, autocomplete: 'off', spellcheck: 'false' });
    return careForm(async () => {
      await boxApi.installUpdate(typed.value);
      forget();
    }, h('h3', {}, t.cargo.installVersion(version)), h('p', {}, t.cargo.installMeans), labelled(t.cargo.typeToConfirm(version), typed),
    h('div', { class: 'row' }, h('button', { type: 'submit' }, t.cargo.install), h('button', { type: 'button', class: 'plain', onclick: () => { forget(); void boxApi.dropUpdate().catch(() => {}); } }, t.cancel)));
  };
  const element: HTMLDetailsElement = h('details', { class: 'tool' }, h('summary', {}, t.care.update), h('div', { class: 'inline narrow' }, system, h('p', {}, t.care.updateMeans), chosen.element), fetched.element, next, state, restartPart());
  element.addEventListener('toggle', () => {
    if (element.open && !isFollowing) {
      void follow();
    }
  });
  return element;
}
