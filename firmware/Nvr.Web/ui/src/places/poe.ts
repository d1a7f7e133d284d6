import { Failure } from '../api';
import { h, put, say } from '../dom';
import { poeApi, type Poe, type PoeMinute, type PoePort, type PoeSupply } from '../poeapi';
import { state } from '../state';
import { field } from './signin';
import { switchSection } from './switches';

const shapes = { ok: '●', unknown: '○', attention: '▲', failure: '■' };
const priorities: Record<number, string> = { 3: 'last', 2: 'in between', 1: 'first' };
const dayMinutes = 1440;

interface Row { element: HTMLElement; update: (port: PoePort) => void }

/** The power of the cameras' ports: who gets how much, and for administrators who is to have it. Rows stay as they are, so that what is open stays open. */
export function poeSection(mayChange: boolean): { element: HTMLElement; stop: () => void } {
  const supplies = h('div');
  const list = h('ul', { class: 'list ports' });
  const none = h('p', { class: 'quiet', hidden: true }, 'This recorder has no PoE ports of its own. It can manage those of a switch.');
  const error = h('p', { class: 'error', role: 'alert' });
  const switches = mayChange ? switchSection(() => ask()) : null;
  const element = h('section', { 'aria-label': 'Power of the ports' }, h('h2', {}, 'Power of the ports'), supplies, error, list, none, switches);
  const rows = new Map<string, Row>();
  let told = '';
  const show = (poe: Poe) => {
    say(error, '');
    element.hidden = poe.ports.length === 0 && poe.supplies.length === 0 && !mayChange;
    none.hidden = poe.ports.length > 0 || poe.supplies.length > 0;
    if (JSON.stringify(poe.supplies) !== told && !supplies.contains(document.activeElement)) {
      told = JSON.stringify(poe.supplies);
      put(supplies, ...poe.supplies.map((s) => supply(s, mayChange, show)));
    }
    for (const [name, row] of rows) {
      if (!poe.ports.some((p) => p.name === name)) {
        row.element.remove();
        rows.delete(name);
      }
    }
    for (const port of poe.ports) {
      const row = rows.get(port.name) ?? makeRow(port, mayChange, show);
      if (!rows.has(port.name)) {
        rows.set(port.name, row);
        list.append(row.element);
      }
      row.update(port);
    }
  };
  const ask = () => void poeApi.list().then(show, (f: Failure) => say(error, f.message));
  const timer = setInterval(() => { if (!document.hidden) { ask(); } }, 5000);
  ask();
  return { element, stop: () => clearInterval(timer) };
}

const wattsOf = (watts: number) => `${watts.toFixed(1)} W`;

/** How much of a supply is in use; the recorder's own may be given less than it has. */
function supply(s: PoeSupply, mayChange: boolean, show: (poe: Poe) => void): HTMLElement {
  const name = s.name === 'box' ? 'This recorder' : `Switch ${s.name}`;
  const used = s.usedWatts ?? 0;
  const element = h('div', { class: 'supply' },
    h('div', { class: 'row' }, h('span', {}, name), h('span', {}, ''), h('span', { class: 'quiet' }, s.budgetWatts === null ? '' : `${wattsOf(used)} of ${s.budgetWatts} W`)),
    s.budgetWatts === null ? null : h('progress', { max: s.budgetWatts, value: Math.min(used, s.budgetWatts), 'aria-label': `Power that ${name} gives` }),
    s.problem && h('p', { class: 'error' }, s.problem));
  if (mayChange && s.mostWatts !== null) {
    element.append(budget(s, show));
  }
  return element;
}

function budget(s: PoeSupply, show: (poe: Poe) => void): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'inline narrow' },
    field('What all ports together may draw, in watts', 'watts', { type: 'number', min: 1, max: s.mostWatts ?? 1, value: s.budgetWatts ?? '', required: true }),
    h('p', { class: 'quiet' }, `The supply gives ${s.mostWatts} W. When the cameras draw more than the budget, ports are switched off one by one.`),
    error, h('button', { type: 'submit', class: 'primary' }, 'Set'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const watts = Number(new FormData(form).get('watts'));
    (document.activeElement as HTMLElement | null)?.blur();
    poeApi.setBudget(watts === s.mostWatts ? null : watts).then(show, (f: Failure) => say(error, f.message));
  });
  return h('details', { class: 'tool' }, h('summary', {}, 'Change the budget'), form);
}

function levelOf(p: PoePort): keyof typeof shapes {
  switch (p.power) {
    case 'delivering': return 'ok';
    case 'denied':
    case 'fault': return 'failure';
    case 'searching': return 'unknown';
    default: return p.sentence ? 'attention' : 'unknown';
  }
}

function wordOf(p: PoePort): string {
  const words: Record<PoePort['power'], string> = {
    delivering: p.watts === null ? 'Delivers' : wattsOf(p.watts), searching: 'Nothing to feed', off: 'Off', denied: 'No power left', fault: 'Fault', unknown: 'Not known',
  };
  return p.cycling ? 'Off and on …' : words[p.power];
}

function factsOf(p: PoePort): string {
  return [
    p.class !== null && `class ${p.class}`, p.volts !== null && `${p.volts.toFixed(1)} V`, p.milliamps !== null && `${p.milliamps} mA`,
    p.link !== null && (p.link ? 'link' : 'no link'), p.macs.length > 0 && p.macs.slice(0, 3).join(', '), p.cycles > 0 && `switched off and on ${p.cycles} ${p.cycles === 1 ? 'time' : 'times'}`,
  ].filter(Boolean).join(' · ');
}

function makeRow(first: PoePort, mayChange: boolean, show: (poe: Poe) => void): Row {
  let port = first;
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  const title = h('span', { class: 'strong' });
  const word = h('span', { class: 'state' });
  const why = h('p');
  const facts = h('p', { class: 'quiet' });
  const chart = h('div');
  const error = h('p', { class: 'error', role: 'alert' });
  const act = (deed: () => Promise<Poe>) => {
    element.querySelectorAll('button').forEach((b) => (b.disabled = true));
    say(error, '');
    void deed().then(show, (f: Failure) => say(error, f.message)).finally(() => element.querySelectorAll('button').forEach((b) => (b.disabled = false)));
  };
  const power = h('button', { class: 'plain', onclick: () => act(() => poeApi.change(port.name, { enabled: !port.enabled })) });
  const cycle = h('button', { class: 'plain', onclick: () => act(() => poeApi.cycle(port.name)) }, 'Off and on again');
  const priority = h('select', { name: 'priority', onchange: () => act(() => poeApi.change(port.name, { priority: Number(priority.value) })) },
    ...[3, 2, 1].map((n) => h('option', { value: n }, priorities[n])));
  const tools = h('div', {}, h('div', { class: 'row' }, power, cycle), h('label', { class: 'narrow' }, h('span', {}, 'When there is too little power, it goes without'), priority));
  const details = h('details', { ontoggle: () => { if (details.open) { void poeApi.history(port.name).then((m) => put(chart, day(m)), () => {}); } } },
    h('summary', { class: 'row line' }, mark, title, word), facts, chart, mayChange ? tools : null);
  const element = h('li', {}, details, why, error);
  const update = (now: PoePort) => {
    port = now;
    const cameras = now.cameras.map((id) => state.camera(id)?.name).filter(Boolean).join(', ');
    mark.dataset['level'] = word.dataset['level'] = levelOf(now);
    say(mark, shapes[levelOf(now)]);
    say(title, `Port ${now.name}${cameras ? ` · ${cameras}` : ''}`);
    say(word, wordOf(now));
    say(why, [now.sentence, now.nextStep].filter(Boolean).join(' '));
    why.hidden = why.textContent === '';
    say(facts, factsOf(now));
    facts.hidden = facts.textContent === '';
    say(power, now.enabled ? 'Switch off' : 'Switch on');
    power.hidden = !now.canSwitch;
    cycle.hidden = !now.canSwitch || !now.enabled || now.shed;
    if (document.activeElement !== priority) {
      priority.value = String(now.priority);
    }
  };
  return { element, update };
}

/** The last day as a line, the highest watts beside it. */
function day(minutes: PoeMinute[]): HTMLElement | null {
  if (minutes.length < 2) {
    return null;
  }
  const last = Date.parse(minutes[minutes.length - 1]!.at);
  const most = Math.max(...minutes.map((m) => m.watts), 0.1);
  const points = minutes.map((m) => `${(dayMinutes - (last - Date.parse(m.at)) / 60_000).toFixed(0)},${(40 - (m.watts / most) * 38).toFixed(1)}`).join(' ');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${dayMinutes} 41`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('class', 'watts');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `Power over the last day, at most ${wattsOf(most)}`);
  const line = document.createElementNS(svg.namespaceURI, 'polyline');
  line.setAttribute('points', points);
  svg.append(line);
  const figure = h('figure', { class: 'day' });
  figure.append(svg, h('figcaption', { class: 'quiet' }, `The last day, at most ${wattsOf(most)}`));
  return figure;
}
