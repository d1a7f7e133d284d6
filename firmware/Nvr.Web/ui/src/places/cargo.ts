import { Failure } from '../api';
import { cargoApi, type Backup, type BoxUpdate, type Cargo, type CargoItem, type CargoPolicy, type Model } from '../cargoapi';
import { h, put, say } from '../dom';
import { bytesOf } from '../words';

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
  const refuse = (e: unknown) => say(trouble, e instanceof Failure ? e.message : String(e));
  // A form is disabled while its wish is on its way: a slow stick takes its time.
  const wish = <T>(form: HTMLElement | null, doing: string, asked: Promise<T>, then: (answer: T) => void) => {
    say(trouble, '');
    say(said, doing);
    form?.querySelectorAll('button, input').forEach((e) => e.setAttribute('disabled', ''));
    void asked.then((answer) => { say(said, ''); then(answer); }, (e) => {
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
    put(found, ...(now.found ? [h('h3', {}, 'On the USB key'), now.found.items.length === 0 ? h('p', { class: 'quiet' }, 'It carries no update, no backup of settings and no model.')
      : h('ul', { class: 'list' }, ...now.found.items.map((i) => item(now.found!.stick, i, now.update?.state === 'installing')))] : []));
    put(models, ...(now.models.length > 0 ? [h('h3', {}, 'Models for object detection'), h('ul', { class: 'list' }, ...now.models.map(model))] : []));
    if (!policy.open) {
      put(policy, h('summary', {}, 'What USB keys may bring'), policyForm(now.policy));
    }
  };
  const item = (stick: string, i: CargoItem, isBusy: boolean): HTMLElement => {
    const acts: Record<CargoItem['kind'], [string, () => void]> = {
      update: ['Install', () => put(asking, installForm(stick, i))],
      backup: ['Restore', () => put(asking, openForm(stick, i))],
      model: ['Copy to this recorder', () => wish(null, `${i.name} is being copied.`, cargoApi.take(stick, i.file), show)],
    };
    const [label, act] = acts[i.kind];
    return h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, i.kind === 'update' && i.isUsable ? `Version ${i.name}` : i.name), h('span', {}, bytesOf(i.bytes))),
      h('p', { class: i.isUsable ? 'quiet' : 'error' }, i.sentence), i.nextStep ? h('p', {}, i.nextStep) : null,
      i.isUsable && !(isBusy && i.kind === 'update') ? h('div', { class: 'row' }, h('button', { class: 'plain', onclick: act }, label)) : null);
  };
  const model = (m: Model): HTMLElement => h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, m.name), m.isInUse ? h('span', {}, 'In use') : null, h('span', {}, bytesOf(m.bytes))),
    h('p', { class: 'quiet' }, `${m.classes.slice(0, 5).join(', ')}${m.classes.length > 5 ? ` and ${m.classes.length - 5} more` : ''} · ${m.inputWidth} x ${m.inputHeight} · licence ${m.licence}`),
    h('details', {}, h('summary', {}, 'Fingerprint'), h('code', { class: 'print' }, m.sha256.match(/.{1,4}/g)!.join(' '))),
    h('div', { class: 'row' }, h('button', { class: 'plain', 'aria-label': `${m.isInUse ? 'Do not use' : 'Use'} ${m.name}`, onclick: () => wish(null, '', cargoApi.use(m.id, !m.isInUse), show) }, m.isInUse ? 'Do not use' : 'Use'),
      h('button', { class: 'plain', 'aria-label': `Remove ${m.name}`, onclick: () => wish(null, '', cargoApi.remove(m.id), show) }, 'Remove')));
  const cancel = () => h('button', { type: 'button', class: 'plain', onclick: () => put(asking) }, 'Cancel');
  const form = (submit: (form: HTMLElement) => void, ...children: (Node | string | null)[]): HTMLElement => {
    const made: HTMLElement = h('form', { onsubmit: (e) => { e.preventDefault(); submit(made); } }, ...children);
    return made;
  };
  const installForm = (stick: string, i: CargoItem): HTMLElement => {
    const typed = h('input', { required: true, autocomplete: 'off', spellcheck: 'false' });
    return form((f) => wish(f, 'The update is being looked at.', cargoApi.install(stick, i.file, typed.value), (now) => { put(asking); show(now); }),
      h('h3', {}, `Install version ${i.name}`), h('p', {}, 'Recording goes on while it is installed. The new version runs from the next start of the box on; should that fail, the box goes back to this one.'),
      h('label', {}, `Type ${i.name} to confirm`, typed), h('div', { class: 'row' }, h('button', {}, 'Install'), cancel()));
  };
  const openForm = (stick: string, i: CargoItem): HTMLElement => {
    const words = h('input', { type: 'password', required: true, autocomplete: 'off' });
    return form((f) => wish(f, 'The backup is being opened.', cargoApi.open(stick, i.file, words.value), (b) => put(asking, restoreForm(stick, i, words.value, b))),
      h('h3', {}, `Restore the settings of ${i.name}`), h('label', {}, 'Passphrase of the backup', words), h('div', { class: 'row' }, h('button', {}, 'Show what is in it'), cancel()));
  };
  const restoreForm = (stick: string, i: CargoItem, passphrase: string, b: Backup): HTMLElement => {
    const typed = h('input', { required: true, autocomplete: 'off', spellcheck: 'false' });
    const line = (label: string, names: string[]) => (names.length === 0 ? null : h('p', {}, h('span', { class: 'strong' }, label), ` ${names.join(', ')}`));
    return form((f) => wish(f, 'The settings are being restored.', cargoApi.restore(stick, i.file, passphrase, typed.value), () => {
      put(asking);
      say(said, 'The recorder starts anew with the restored settings. Sign in again in a minute, as one of the people in the backup.');
    }), h('h3', {}, `Restore the settings of ${b.box}`), h('p', {}, `Made ${b.madeAt.slice(0, 16).replace('T', ' ')} UTC by version ${b.product}. This takes the place of today's settings:`),
    line('Cameras:', b.cameras), line('People who can sign in:', b.people), line('Also:', b.also),
    b.formerCameras.length > 0 ? h('p', { class: 'error' }, `No longer recorded, as the backup does not have them: ${b.formerCameras.join(', ')}. Their recordings stay.`) : null,
    h('p', {}, 'Recordings and disks are not touched. Recording pauses for some seconds.'),
    h('label', {}, `Type ${b.box} to confirm`, typed), h('div', { class: 'row' }, h('button', {}, 'Restore'), cancel()));
  };
  const backUpForm = (stick: string, name: string): HTMLElement => {
    const words = h('input', { type: 'password', required: true, minlength: 8, maxlength: 200, autocomplete: 'new-password' });
    const again = h('input', { type: 'password', required: true, autocomplete: 'new-password' });
    return form((f) => {
      if (words.value !== again.value) {
        say(trouble, 'The two passphrases are not the same.');
        return;
      }
      wish(f, 'The settings are being written. Leave the USB key in.', cargoApi.backUp(stick, words.value), (b) => { put(asking); say(said, `The settings are in ${b.file}. Keep the passphrase: nobody can open the backup without it.`); });
    }, h('h3', {}, `Save the settings to ${name}`), h('p', {}, 'They hold the passwords of cameras, and are encrypted with a passphrase. Recordings are not in it.'),
    h('label', {}, 'Passphrase, at least 8 characters', words), h('label', {}, 'Once more', again), h('div', { class: 'row' }, h('button', {}, 'Save settings'), cancel()));
  };
  const policyForm = (now: CargoPolicy): HTMLElement => {
    const box = (checked: boolean, label: string) => { const b = h('input', { type: 'checkbox', checked }); return { b, row: h('label', { class: 'check' }, b, h('span', {}, label)) }; };
    const updates = box(now.updates, 'Signed updates'); const backups = box(now.backups, 'Settings, saved and restored'); const kinds = box(now.models, 'Models for object detection');
    return form((f) => wish(f, '', cargoApi.policy({ updates: updates.b.checked, backups: backups.b.checked, models: kinds.b.checked }), (c) => { policy.open = false; put(asking); show(c); }),
      updates.row, backups.row, kinds.row, h('button', {}, 'Save'));
  };
  const read = () => void cargoApi.read().then(show, () => {});
  const timer = setInterval(() => { if (element.isConnected) { read(); } else { clearInterval(timer); } }, 2000);
  read();
  return { element, look: (stick) => wish(null, 'The USB key is being looked at.', cargoApi.look(stick), show), backUp: (stick, name) => put(asking, backUpForm(stick, name)) };
}

function updateLines(u: BoxUpdate): HTMLElement[] {
  const level = levels[u.state];
  return [h('div', { class: 'row line' }, h('span', { class: 'mark', 'data-level': level, 'aria-hidden': 'true' }, shapes[level]), h('span', {}, u.sentence)),
    u.nextStep ? h('p', {}, u.nextStep) : null, u.state === 'installing' ? h('progress', { max: 100, value: u.percent, 'aria-label': 'Installed' }) : null].filter((e) => e !== null);
}
