import { boxApi } from '../boxapi';
import { cargoApi } from '../cargoapi';
import { h, put } from '../dom';
import { t } from '../language/language';
import { updateLines } from '../places/cargo';
import { fileField } from './filefield';
import { careForm, labelled } from './form';

const everyMs = 1000;

/** An update from a file on this device: sent, looked at, and installed by whoever types its version. */
export function updateFold(): HTMLElement {
  const next = h('div', {});
  const state = h('div', { role: 'status' });
  const chosen = fileField(t.care.chooseUpdate, '.raucb', () => null, boxApi.sendUpdate, () => put(next), (sent) => {
    put(next, install(sent.version));
    next.querySelector('input')?.focus();
  });
  const forget = () => { put(next); chosen.clear(); };
  const follow = async () => {
    const update = await cargoApi.read().then((now) => now.update, () => null);
    if (!element.isConnected) {
      return;
    }
    if (update) {
      put(state, ...updateLines(update));
    }
    if (update === null || update.state === 'installing') {
      setTimeout(() => void follow(), everyMs);
    }
  };
  const install = (version: string): HTMLElement => {
    const typed = h('input', { required: true, autocomplete: 'off', spellcheck: 'false' });
    return careForm(async () => {
      await boxApi.installUpdate(typed.value);
      forget();
      void follow();
    }, h('h3', {}, t.cargo.installVersion(version)), h('p', {}, t.cargo.installMeans), labelled(t.cargo.typeToConfirm(version), typed),
    h('div', { class: 'row' }, h('button', { type: 'submit' }, t.cargo.install), h('button', { type: 'button', class: 'plain', onclick: () => { forget(); void boxApi.dropUpdate().catch(() => {}); } }, t.cancel)));
  };
  const element = h('details', { class: 'tool' }, h('summary', {}, t.care.update), h('div', { class: 'inline narrow' }, h('p', {}, t.care.updateMeans), chosen.element), next, state);
  return element;
}
