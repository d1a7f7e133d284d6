import { reasonOf } from '../api';
import { backupContents } from '../care/contents';
import { cargoApi, type Backup, type BoxUpdate, type Cargo, type CargoItem, type CargoPolicy, type Model } from '../cargoapi';
import { h, put, say } from '../dom';
import { bytesOf } from '../words';
import { t } from '../language/language';

const shapes = { ok: '●', attention: '▲', failure: '■' };
const levels: Record<BoxUpdate['state'], keyof typeof shapes> = { installing: 'attention', installed: 'ok', failed: 'failure' };

/** What USB keys carry beside exports: updates, backups of the settings, models. For administrators; what a stick carries is shown once it was looked into. */
export function cargoPart(): { element: HTMLElement; look: (stick: string) => void; backUp: (stick: string, name: string) => void } {
  const update = h('div', { role: 'status' });
  const said = h('p', { role: 'status' });
  const found = h('div', {});
  const asking = h('div', {});
  const trouble = h('p', { class: 'error', role: 'alert' });
  const models = h('div', {});
  const policy = h('details', { class: 'tool' });
  const element = h('div', {}, update, said, found, asking, trouble, models, policy);
  const refuse = (e: unknown) => say(trouble, reasonOf(e));
  // A form is disabled while its wish is on its way: a slow stick takes its time.
  const wish = <T>(form: HTMLElement | null, doing: string, asked: Promise<T>, then: (answer: T) => void) => {
    say(trouble, '');
    say(said, doing);
    form?.querySelectorAll('button, input').forEach((e) => e.setAttribute('disabled', ''));
    void asked.then((answer) => { say(said, ''); then(answer); }, (e: unknown) => {
      say(said, '');
      refuse(e);
      form?.querySelectorAll('button, input').forEach((b) => b.removeAttribute('disabled'));
    });
  };
  let shown = '';
  const show = (now: Cargo) => {
    put(update, ...(now.update ? updateLines(now.update) : []));
    const text = JSON.stringify([now.found, now.models, now.policy, now.update?.state]);
    if (text === shown) {
      return;
    }
    shown = text;
    put(found, ...(now.found ? [h('h3', {}, t.cargo.onKey), now.found.items.length === 0 ? h('p', { class: 'quiet' }, t.cargo.none)
      : h('ul', { class: 'list' }, ...now.found.items.map((i) => item(now.found!.stick, i, now.update?.state === 'installing')))] : []));
    put(models, ...(now.models.length > 0 ? [h('h3', {}, t.cargo.models), h('ul', { class: 'list' }, ...now.models.map(model))] : []));
    if (!policy.open) {
      put(policy, h('summary', {}, t.cargo.mayBring), policyForm(now.policy));
    }
  };
  const item = (stick: string, i: CargoItem, isBusy: boolean): HTMLElement => {
    const acts: Record<CargoItem['kind'], [string, () => void]> = {
      update: [t.cargo.install, () => put(asking, installForm(stick, i))],
      backup: [t.cargo.restore, () => put(asking, openForm(stick, i))],
      model: [t.cargo.copy, () => wish(null, t.cargo.copying(i.name), cargoApi.take(stick, i.file), show)],
    };
    const [label, act] = acts[i.kind];
    return h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, i.kind === 'update' && i.isUsable ? t.cargo.version(i.name) : i.name), h('span', {}, bytesOf(i.bytes))),
      h('p', { class: i.isUsable ? 'quiet' : 'error' }, i.sentence), i.nextStep ? h('p', {}, i.nextStep) : null,
      i.isUsable && !(isBusy && i.kind === 'update') ? h('div', { class: 'row' }, h('button', { class: 'plain', onclick: act }, label)) : null);
  };
  const model = (m: Model): HTMLElement => h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, m.name), m.isInUse ? h('span', {}, t.cargo.inUse) : null, h('span', {}, bytesOf(m.bytes))),
    h('p', { class: 'quiet' }, `${m.classes.slice(0, 5).join(', ')}${m.classes.length > 5 ? t.cargo.andMore(m.classes.length - 5) : ''} · ${m.inputWidth} x ${m.inputHeight} · ${t.cargo.licence(m.licence)}`),
    h('details', {}, h('summary', {}, t.cargo.fingerprint), h('code', { class: 'print' }, m.sha256.match(/.{1,4}/g)!.join(' '))),
    h('div', { class: 'row' }, h('button', { class: 'plain', 'aria-label': t.cargo.ofModel(m.isInUse ? t.cargo.doNotUse : t.use, m.name), onclick: () => wish(null, '', cargoApi.use(m.id, !m.isInUse), show) }, m.isInUse ? t.cargo.doNotUse : t.use),
      h('button', { class: 'plain', 'aria-label': t.cargo.ofModel(t.remove, m.name), onclick: () => wish(null, '', cargoApi.remove(m.id), show) }, t.remove)));
  const cancel = () => h('button', { type: 'button', class: 'plain', onclick: () => put(asking) }, t.cancel);
  const form = (submit: (form: HTMLElement) => void, ...children: (Node | string | null)[]): HTMLElement => {
    const made: HTMLElement = h('form', { onsubmit: (e) => { e.preventDefault(); submit(made); } }, ...children);
    return made;
  };
  const installForm = (stick: string, i: CargoItem): HTMLElement => {
    const typed = h('input', { required: true, autocomplete: 'off', spellcheck: 'false' });
    return form((f) => wish(f, t.cargo.lookingAtUpdate, cargoApi.install(stick, i.file, typed.value), (now) => { put(asking); show(now); }),
      h('h3', {}, t.cargo.installVersion(i.name)), h('p', {}, t.cargo.installMeans),
      h('label', {}, t.cargo.typeToConfirm(i.name), typed), h('div', { class: 'row' }, h('button', {}, t.cargo.install), cancel()));
  };
  const openForm = (stick: string, i: CargoItem): HTMLElement => {
    const words = h('input', { type: 'password', required: true, autocomplete: 'off' });
    return form((f) => wish(f, t.cargo.opening, cargoApi.open(stick, i.file, words.value), (b) => put(asking, restoreForm(stick, i, words.value, b))),
      h('h3', {}, t.cargo.restoreOf(i.name)), h('label', {}, t.cargo.passphraseOf, words), h('div', { class: 'row' }, h('button', {}, t.cargo.showContent), cancel()));
  };
  const restoreForm = (stick: string, i: CargoItem, passphrase: string, b: Backup): HTMLElement => {
    const typed = h('input', { required: true, autocomplete: 'off', spellcheck: 'false' });
    return form((f) => wish(f, t.cargo.restoring, cargoApi.restore(stick, i.file, passphrase, typed.value), () => {
      put(asking);
      say(said, t.cargo.startsAnew);
    }), h('h3', {}, t.cargo.restoreOf(b.box)), ...backupContents(b),
    h('label', {}, t.cargo.typeToConfirm(b.box), typed), h('div', { class: 'row' }, h('button', {}, t.cargo.restore), cancel()));
  };
  const backUpForm = (stick: string, name: string): HTMLElement => {
    const words = h('input', { type: 'password', required: true, minlength: 8, maxlength: 200, autocomplete: 'new-password' });
    const again = h('input', { type: 'password', required: true, autocomplete: 'new-password' });
    return form((f) => {
      if (words.value !== again.value) {
        say(trouble, t.cargo.notSame);
        return;
      }
      wish(f, t.cargo.writing, cargoApi.backUp(stick, words.value), (b) => { put(asking); say(said, t.cargo.areIn(b.file)); });
    }, h('h3', {}, t.cargo.saveTo(name)), h('p', {}, t.cargo.saveMeans),
    h('label', {}, t.cargo.passphrase, words), h('label', {}, t.cargo.again, again), h('div', { class: 'row' }, h('button', {}, t.cargo.saveSettings), cancel()));
  };
  const policyForm = (now: CargoPolicy): HTMLElement => {
    const box = (checked: boolean, label: string) => { const b = h('input', { type: 'checkbox', checked }); return { b, row: h('label', { class: 'check' }, b, h('span', {}, label)) }; };
    const updates = box(now.updates, t.cargo.signedUpdates); const backups = box(now.backups, t.cargo.settings); const kinds = box(now.models, t.cargo.models);
    return form((f) => wish(f, '', cargoApi.policy({ updates: updates.b.checked, backups: backups.b.checked, models: kinds.b.checked }), (c) => { policy.open = false; put(asking); show(c); }),
      updates.row, backups.row, kinds.row, h('button', {}, t.save));
  };
  const read = () => void cargoApi.read().then(show, () => {});
  const timer = setInterval(() => { if (element.isConnected) { read(); } else { clearInterval(timer); } }, 2000);
  read();
  return { element, look: (stick) => wish(null, t.cargo.looking, cargoApi.look(stick), show), backUp: (stick, name) => put(asking, backUpForm(stick, name)) };
}

/** How the installation of an update goes. */
export function updateLines(u: BoxUpdate): HTMLElement[] {
  const level = levels[u.state];
  return [h('div', { class: 'row line' }, h('span', { class: 'mark', 'data-level': level, 'aria-hidden': 'true' }, shapes[level]), h('span', {}, u.sentence)),
    u.nextStep ? h('p', {}, u.nextStep) : null, u.state === 'installing' ? h('progress', { max: 100, value: u.percent, 'aria-label': t.cargo.installed }) : null].filter((e) => e !== null);
}
