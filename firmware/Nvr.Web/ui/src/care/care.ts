import { h } from '../dom';
import { t } from '../language/language';
import { restoreFold, saveFold } from './backup';
import { certificateFold } from './certificate';
import { networkFold } from './network';
import { resetFold } from './reset';
import { servicesFold } from './services';
import { supportFold } from './support';
import { updateFold } from './update';

/** The box as a whole, for administrators: its networks, its certificate, what it offers beside this page, its settings as a file and back, an update, logs for a supporter, and the way back to factory settings. Nothing is asked for before somebody opens it. */
export function careSection(): HTMLElement {
  return h('section', { class: 'care', 'aria-label': t.care.title }, h('h2', {}, t.care.title), networkFold(), certificateFold(), servicesFold(), saveFold(), restoreFold(), updateFold(), supportFold(), resetFold());
}
