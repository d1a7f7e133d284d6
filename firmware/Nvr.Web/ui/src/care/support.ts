import { boxApi } from '../boxapi';
import { h, say } from '../dom';
import { t } from '../language/language';
import { save } from './download';
import { careForm } from './form';

/** Logs and states as one file for whoever helps. */
export function supportFold(): HTMLElement {
  const said = h('p', { role: 'status' });
  const form = careForm(async () => {
    say(said, t.care.gathering);
    try {
      say(said, t.care.saved(await save(await boxApi.support())));
    } catch (failure) {
      say(said, '');
      throw failure;
    }
  }, h('p', {}, t.care.supportMeans), h('p', { class: 'quiet' }, t.care.supportLacks), h('button', { type: 'submit', class: 'primary' }, t.care.downloadLogs), said);
  return h('details', { class: 'tool' }, h('summary', {}, t.care.support), form);
}
