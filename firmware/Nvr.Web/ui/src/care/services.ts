import { Failure, reasonOf } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { inLabels } from '../places/signin';
import { servicesApi, type Services, type SyslogBody } from '../servicesapi';
import { careForm, labelled } from './form';

const usualPort = 514;

/** SSH, syslog and SNMP, each off until somebody turns it on. Asked for at each opening. */
export function servicesFold(): HTMLElement {
  const body = h('div', {});
  const told = h('p', { role: 'status' });
  const element: HTMLDetailsElement = h('details', { class: 'tool' }, h('summary', {}, t.care.services.title), told, body);
  const show = (now: Services) => put(body, ...view(now, async (done, change) => {
    await change();
    show(await servicesApi.read());
    say(told, done);
  }));
  element.addEventListener('toggle', () => {
    say(told, '');
    put(body);
    if (element.open) {
      void servicesApi.read().then(show, (f: unknown) => put(body, h('p', { class: 'error', role: 'alert' }, reasonOf(f))));
    }
  });
  return element;
}

/** Does what is wished, says that it is done, and shows how things are then. */
type Wish = (done: string, change: () => Promise<unknown>) => Promise<void>;

function view(now: Services, wish: Wish): (HTMLElement | null)[] {
  if (!now.isManaged) {
    return [h('p', { class: 'quiet' }, t.care.services.unmanaged)];
  }
  return [now.problem === null ? null : h('p', { class: 'error', role: 'alert' }, now.problem), sshForm(now, wish), syslogForm(now, wish), snmpForm(now, wish)];
}

/** A careForm whose failures name fields by their labels. */
function form(wish: () => Promise<void>, ...children: (Node | null)[]): HTMLElement {
  return careForm(async (element) => {
    try {
      await wish();
    } catch (failure) {
      throw failure instanceof Failure ? new Failure(failure.status, inLabels(element, failure.message)) : failure;
    }
  }, ...children);
}

function offForm(label: string, off: () => Promise<void>): HTMLElement {
  return careForm(off, h('button', { type: 'submit' }, label));
}

function sshForm(now: Services, wish: Wish): HTMLElement {
  const keys = h('textarea', { name: 'keys', rows: 3, spellcheck: 'false', autocapitalize: 'none', placeholder: 'ssh-ed25519 AAAA… anna' });
  keys.value = now.sshKeys.map((k) => k.line).join('\n');
  const present = now.sshKeys.map((k) => h('li', {}, `${k.comment || k.kind}: `, h('code', {}, k.fingerprint)));
  return form(() => wish(keys.value.trim() === '' ? t.care.services.sshOff : t.care.services.sshOn(`support@${location.hostname}`), () => servicesApi.letIn(keys.value, now.tag)),
    h('h3', {}, 'SSH'), h('p', { class: 'quiet' }, t.care.services.sshMeans), present.length > 0 ? h('ul', { class: 'remarks' }, ...present) : null,
    h('label', {}, h('span', {}, t.care.services.keys), keys), h('button', { type: 'submit' }, t.care.services.saveKeys));
}

function syslogForm(now: Services, wish: Wish): HTMLElement {
  const server = h('input', { name: 'server', value: now.syslog?.server ?? '', required: true, autocomplete: 'off', spellcheck: 'false' });
  const port = h('input', { name: 'port', type: 'number', min: '1', max: '65535', required: true, value: String(now.syslog?.port ?? usualPort) });
  const protocol = h('select', { name: 'protocol' }, ...(['udp', 'tcp'] as const).map((p) => h('option', { value: p, selected: now.syslog?.protocol === p }, p.toUpperCase())));
  const target = (): SyslogBody => ({ server: server.value, port: port.valueAsNumber, protocol: protocol.value === 'tcp' ? 'tcp' : 'udp' });
  return h('div', {}, form(() => wish(t.care.services.sent, () => servicesApi.sendJournal(target(), now.tag)),
    h('h3', {}, 'Syslog'), h('p', { class: 'quiet' }, t.care.services.syslogMeans), labelled(t.care.services.server, server), labelled(t.care.services.port, port),
    h('label', {}, h('span', {}, t.care.services.protocol), protocol), h('button', { type: 'submit' }, t.care.services.send)),
  now.syslog && offForm(t.care.services.sendNowhere, () => wish(t.care.services.sentNowhere, () => servicesApi.sendNowhere(now.tag))));
}

function snmpForm(now: Services, wish: Wish): HTMLElement {
  const user = h('input', { name: 'user', value: now.snmp?.user ?? '', required: true, maxlength: '32', autocomplete: 'off', spellcheck: 'false' });
  const password = h('input', { name: 'password', type: 'password', required: true, minlength: '12', maxlength: '200', autocomplete: 'new-password' });
  return h('div', {}, form(() => wish(t.care.services.answers(user.value), () => servicesApi.letAsk(user.value, password.value, now.tag)),
    h('h3', {}, 'SNMP'), h('p', { class: 'quiet' }, t.care.services.snmpMeans), labelled(t.care.services.user, user), labelled(t.care.services.password, password), h('button', { type: 'submit' }, t.care.services.answer)),
  now.snmp && offForm(t.care.services.answerNobody, () => wish(t.care.services.answersNobody, () => servicesApi.letNobodyAsk(now.tag))));
}
