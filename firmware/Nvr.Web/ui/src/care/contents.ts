import type { Backup } from '../cargoapi';
import { h } from '../dom';
import { t } from '../language/language';

/** What a backup of the settings would restore, and what would no longer be recorded. */
export function backupContents(b: Backup): (HTMLElement | null)[] {
  const line = (label: string, names: string[]) => (names.length === 0 ? null : h('p', {}, h('span', { class: 'strong' }, label), ` ${names.join(', ')}`));
  return [h('p', {}, t.cargo.made(b.madeAt.slice(0, 16).replace('T', ' '), b.product)), line(t.cargo.cameras, b.cameras), line(t.cargo.people, b.people), line(t.cargo.also, b.also),
    b.formerCameras.length > 0 ? h('p', { class: 'error' }, t.cargo.former(b.formerCameras.join(', '))) : null, h('p', {}, t.cargo.untouched)];
}
