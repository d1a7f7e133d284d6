import { whenSignedOut } from '../api';
import { h, put, say } from '../dom';
import { stopRouter } from '../router';
import { state } from '../state';
import { t } from '../language/language';

const everyMs = 1000;
const longAfterMs = 45_000;

/** While the recorder starts anew: nothing of the page is of use, and it leads on by itself once `isBack`. What is said when that takes long depends on whether its key is the same. */
export function waitForNewStart(title: string, means: string, isBack: () => Promise<boolean>, whenLate = location.protocol === 'https:' ? t.care.newKey : t.care.takesLong): void {
  whenSignedOut(() => {});
  stopRouter();
  state.stop();
  document.documentElement.dataset['place'] = 'text';
  const heading = h('h1', { tabindex: '-1' }, title);
  const late = h('p', { role: 'status' });
  put(document.getElementById('app')!, h('main', { class: 'door' }, heading, h('p', {}, means), h('progress', { 'aria-label': title }), late, h('p', {}, h('a', { href: '/' }, t.care.openAnew))));
  heading.focus();
  const begun = performance.now();
  const look = async () => {
    if (await isBack().catch(() => false)) {
      location.assign('/');
      return;
    }
    if (performance.now() - begun > longAfterMs) {
      // A new key makes the browser refuse every request until somebody has looked at it.
      say(late, whenLate);
    }
    setTimeout(() => void look(), everyMs);
  };
  setTimeout(() => void look(), everyMs);
}
