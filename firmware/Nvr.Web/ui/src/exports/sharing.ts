import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { exportApi, type Export, type Share } from './exportapi';
import { whenOf, stretchOf } from './times';

const spans = [1, 24, 72, 168, 720];

/** Asks how long and with which password an export is shared, then shows the address, which is told only now. */
export function shareDialog(shared: () => void): { element: HTMLDialogElement; open: (e: Export) => void } {
  const element = h('dialog', { class: 'share', 'aria-label': t.exports.shareTitle });
  const close = h('button', { type: 'button', class: 'plain', onclick: () => element.close() }, t.cancel);
  const open = (e: Export) => {
    const hours = h('select', { name: 'hours' }, ...spans.map((s) => h('option', { value: s, selected: s === 24 }, t.exports.spanOf(s))));
    const password = h('input', { name: 'password', autocomplete: 'off', maxlength: 200, spellcheck: 'false', autocapitalize: 'none' });
    const error = h('p', { class: 'error', role: 'alert' });
    put(element, h('form', {
      onsubmit: (event) => {
        event.preventDefault();
        exportApi.share({ export: e.id, hours: Number(hours.value), password: password.value || undefined })
          .then((made) => { told(made); shared(); }, (f: unknown) => say(error, reasonOf(f)));
      },
    }, h('h2', {}, t.exports.shareTitle), h('p', { dir: 'auto' }, e.cameras.map((c) => c.name).join(', ')), h('p', { class: 'quiet' }, stretchOf(e.from, e.to)),
    h('label', {}, h('span', {}, t.exports.lasts), hours), h('label', {}, h('span', {}, t.exports.sharePassword), password),
    h('p', { class: 'quiet' }, t.exports.shareMeans), error, h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, t.exports.makeLink), close)));
    element.showModal();
  };
  const told = ({ share, path }: { share: Share; path: string }) => {
    const address = h('input', { readonly: true, value: new URL(path, location.href).href, 'aria-label': t.exports.address });
    const done = h('p', { class: 'quiet', role: 'status' });
    put(element, h('h2', {}, t.exports.linkIsReady), address, h('p', { class: 'quiet' }, t.exports.toldOnce(whenOf(Date.parse(share.until)))), done,
      h('div', { class: 'row' }, h('button', { class: 'primary', onclick: () => void copy(address).then((ok) => say(done, ok ? t.exports.copied : t.exports.copyByHand)) }, t.exports.copy),
        h('button', { class: 'plain', onclick: () => element.close() }, t.done)));
    address.select();
  };
  return { element, open };
}

/** Over plain HTTP there is no clipboard but the old command's. */
async function copy(address: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(address.value);
    return true;
  } catch {
    address.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing has taken its place there
    return document.execCommand('copy');
  }
}

/** What is shared just now, with its end at once. */
export function shareList(shares: Share[], run: (deed: Promise<unknown>) => void): HTMLElement {
  return h('ul', { class: 'list' }, ...(shares.length === 0 ? [h('li', { class: 'quiet' }, t.exports.noShares)] : shares.map((s) => h('li', {},
    h('div', { class: 'row' }, h('span', { class: 'strong', dir: 'auto' }, s.cameras.join(', ')), h('span', { class: 'quiet' }, stretchOf(s.from, s.to))),
    h('p', { class: 'quiet' }, `${t.exports.sharedBy(s.sharedBy, whenOf(Date.parse(s.until)))}${s.hasPassword ? t.exports.withPassword : ''}`),
    h('p', { class: 'quiet' }, s.lastUsedAt ? t.exports.used(s.uses, whenOf(Date.parse(s.lastUsedAt))) : t.exports.neverUsed),
    h('button', { class: 'plain', 'aria-label': t.exports.of(t.exports.revoke, s.cameras.join(', ')), onclick: () => run(exportApi.revoke(s.id)) }, t.exports.revoke)))));
}
