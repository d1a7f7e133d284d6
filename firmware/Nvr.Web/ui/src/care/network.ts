import { Failure, reasonOf } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { networkApi, type Network, type OfficeBody, type OfficeNetwork } from '../networkapi';
import { inLabels } from '../places/signin';
import { careForm, labelled } from './form';

const lookMs = 2_000;
const usualPrefix = 24;

/** Where the recorder has its address from. What is changed is tried for two minutes, and comes into force when somebody opens the page under it. Asked for at each opening. */
export function networkFold(): HTMLElement {
  const body = h('div', {});
  const told = h('p', { role: 'status' });
  const element: HTMLDetailsElement = h('details', { class: 'tool' }, h('summary', {}, t.care.network.title), told, body);
  const show = (now: Network) => {
    if (now.trial) {
      follow(body, told, now, show);
    } else {
      put(body, ...view(now, (next) => { say(told, ''); show(next); }));
    }
  };
  element.addEventListener('toggle', () => {
    say(told, '');
    put(body);
    if (element.open) {
      void networkApi.read().then(show, (f: unknown) => put(body, h('p', { class: 'error', role: 'alert' }, reasonOf(f))));
    }
  });
  return element;
}

function view(now: Network, show: (next: Network) => void): (HTMLElement | null)[] {
  const addresses = now.present.map((p) => `${p.address} (${p.interface})`);
  const present = h('p', {}, addresses.length > 0 ? t.care.network.present(addresses) : t.care.network.none, ' ', now.isManaged && t.care.network.known(`${now.hostName}.local`));
  if (!now.isManaged) {
    return [present, h('p', { class: 'quiet' }, t.care.network.unmanaged)];
  }
  return [present, officeForm(now, show), now.cameras ? camerasForm(now, now.cameras, show) : null];
}

function officeForm(now: Network, show: (next: Network) => void): HTMLElement {
  const input = (name: string, value: string, more: Record<string, string | boolean> = {}) => h('input', { name, value, autocomplete: 'off', spellcheck: 'false', ...more });
  const radio = (mode: OfficeNetwork['mode'], label: string) => {
    const choice = h('input', { type: 'radio', name: 'mode', value: mode, checked: now.office.mode === mode, onchange: () => tell() });
    return { choice, element: h('label', { class: 'check' }, choice, h('span', {}, label)) };
  };
  const dhcp = radio('dhcp', t.care.network.dhcp);
  const fixed = radio('fixed', t.care.network.fixed);
  const address = input('address', now.office.address ?? '', { required: true });
  const prefix = input('prefixLength', String(now.office.prefixLength ?? usualPrefix), { type: 'number', min: '8', max: '30', required: true });
  const gateway = input('gateway', now.office.gateway ?? '');
  const servers = input('nameServers', now.office.nameServers.join(', '));
  const fields = h('fieldset', {}, labelled(t.care.network.address, address), labelled(t.care.network.prefix, prefix), labelled(t.care.network.gateway, gateway),
    labelled(t.care.network.servers, servers));
  const tell = () => {
    fields.hidden = dhcp.choice.checked;
    fields.disabled = dhcp.choice.checked;
  };
  tell();
  const wish = (): OfficeBody => dhcp.choice.checked
    ? { mode: 'dhcp', address: null, prefixLength: null, gateway: null, nameServers: null }
    : { mode: 'fixed', address: address.value, prefixLength: prefix.valueAsNumber, gateway: gateway.value, nameServers: servers.value.split(/[\s,]+/).filter((s) => s !== '') };
  return careForm(async (form) => {
    try {
      show(await networkApi.tryOut(wish(), now.tag));
    } catch (failure) {
      throw failure instanceof Failure ? new Failure(failure.status, inLabels(form, failure.message)) : failure;
    }
  }, dhcp.element, fixed.element, fields, h('p', { class: 'quiet' }, t.care.network.triedFirst), h('button', { type: 'submit', class: 'primary' }, t.care.network.tryOut));
}

function camerasForm(now: Network, cameras: NonNullable<Network['cameras']>, show: (next: Network) => void): HTMLElement {
  const choice = h('select', { name: 'network' }, ...cameras.choices.map((c) => h('option', { value: c, selected: c === cameras.network }, c)));
  return careForm(async () => show(await networkApi.moveCameras(choice.value, now.tag)),
    h('h3', {}, t.care.network.cameras), h('label', {}, h('span', {}, t.care.network.camerasIn), choice), h('p', { class: 'quiet' }, t.care.network.camerasMean), h('button', { type: 'submit' }, t.care.network.move));
}

/** While settings are tried: where the page is under them, and what became of it. The question itself keeps them where it reaches the recorder under them, as by its name. */
function follow(body: HTMLElement, told: HTMLElement, first: Network, show: (next: Network) => void): void {
  const trial = first.trial!;
  const left = h('p', {}, t.care.network.left(trial.secondsLeft));
  const lost = h('p', { class: 'quiet', role: 'status' });
  const trouble = h('p', { class: 'error', role: 'alert' });
  const end = (now: Network) => {
    say(told, JSON.stringify(now.office) === JSON.stringify(trial.office) ? t.care.network.kept : t.care.network.back);
    show(now);
  };
  const giveUp = h('button', { type: 'button', onclick: () => void networkApi.giveUp().then(networkApi.read).then(end, (f: unknown) => say(trouble, reasonOf(f))) }, t.care.network.giveUp);
  put(body, h('p', {}, t.care.network.trying), h('p', {}, h('a', { href: trial.page, target: '_blank', rel: 'noopener' }, trial.page)), left, lost, giveUp, trouble);
  const look = async () => {
    if (!left.isConnected) {
      return;
    }
    try {
      const now = await networkApi.read();
      if (!left.isConnected) {
        return;
      }
      if (!now.trial) {
        end(now);
        return;
      }
      say(lost, '');
      say(left, t.care.network.left(now.trial.secondsLeft));
    } catch (failure) {
      say(lost, failure instanceof Failure && failure.status === 0 ? t.care.network.lost : reasonOf(failure));
    }
    setTimeout(() => void look(), lookMs);
  };
  setTimeout(() => void look(), lookMs);
}
