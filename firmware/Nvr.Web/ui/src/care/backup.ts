import { boxApi, type SentBackup } from '../boxapi';
import type { Backup } from '../cargoapi';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { waitForNewStart } from './anew';
import { backupContents } from './contents';
import { save } from './download';
import { fileField } from './filefield';
import { careForm, labelled } from './form';

const mostBytes = 16 << 20;

/** The settings as a file, the same that a USB key gets. */
export function saveFold(): HTMLElement {
  const words = h('input', { type: 'password', required: true, minlength: 8, maxlength: 200, autocomplete: 'new-password' });
  const again = h('input', { type: 'password', required: true, autocomplete: 'new-password' });
  const said = h('p', { role: 'status' });
  again.addEventListener('input', () => again.setCustomValidity(''));
  const form = careForm(async () => {
    say(said, t.care.making);
    try {
      const file = await save(await boxApi.backUp(words.value));
      [words.value, again.value] = ['', ''];
      say(said, t.cargo.areIn(file));
    } catch (failure) {
      say(said, '');
      throw failure;
    }
  }, h('p', {}, t.cargo.saveMeans), labelled(t.cargo.passphrase, words), labelled(t.cargo.again, again), h('button', { type: 'submit', class: 'primary', onclick: () => again.setCustomValidity(words.value === again.value ? '' : t.cargo.notSame) }, t.care.download), said);
  return h('details', { class: 'tool' }, h('summary', {}, t.care.saveSettings), form);
}

/** Settings from such a file: sent, opened with its passphrase, shown, and restored by whoever types the name of its recorder. */
export function restoreFold(): HTMLElement {
  const next = h('div', {});
  const chosen = fileField(t.care.chooseFile, '.nvrbackup', (file) => (file.size > mostBytes ? t.care.tooLarge : null), boxApi.sendBackup, () => put(next), (sent) => {
    put(next, open(sent));
    next.querySelector('input')?.focus();
  });
  const cancel = () => h('button', { type: 'button', class: 'plain', onclick: () => { put(next); chosen.clear(); void boxApi.dropBackup().catch(() => {}); } }, t.cancel);
  const open = (sent: SentBackup): HTMLElement => {
    const words = h('input', { type: 'password', required: true, autocomplete: 'off' });
    return careForm(async () => {
      const found = await boxApi.openBackup(words.value);
      const form = restore(found, words.value);
      put(next, form);
      form.querySelector<HTMLElement>('h3')?.focus();
    }, h('h3', {}, t.cargo.restoreOf(sent.box)), labelled(t.cargo.passphraseOf, words), h('div', { class: 'row' }, h('button', { type: 'submit' }, t.cargo.showContent), cancel()));
  };
  const restore = (found: Backup, passphrase: string): HTMLElement => {
    const typed = h('input', { required: true, autocomplete: 'off', spellcheck: 'false' });
    return careForm(async () => {
      await boxApi.restoreBackup(passphrase, typed.value);
      waitForNewStart(t.care.startsAnew, t.cargo.startsAnew, restored);
    }, h('h3', { tabindex: '-1' }, t.cargo.restoreOf(found.box)), ...backupContents(found), labelled(t.cargo.typeToConfirm(found.box), typed),
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'danger' }, t.cargo.restore), cancel()));
  };
  return h('details', { class: 'tool' }, h('summary', {}, t.care.restoreSettings), h('div', { class: 'inline narrow' }, h('p', {}, t.care.restoreMeans), chosen.element), next);
}

/** Whoever was signed in is not any more once the other settings are in force. */
async function restored(): Promise<boolean> {
  return (await fetch('/api/v1/sessions/current')).status === 401;
}
