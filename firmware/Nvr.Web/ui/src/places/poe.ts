import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { poeApi, type Poe, type PoeMinute, type PoePort, type PoeSupply } from '../poeapi';
import { tenths } from '../words';
import { camerasOf, levelOf, portDrawing, portShapes, wattsOf, wordOf } from './ports';
import { field } from './signin';
import { switchSection } from './switches';
import { t } from '../language/language';

const dayMinutes = 1440;

interface Row { element: HTMLElement; update: (port: PoePort) => void; open: () => void }

/** The power of the cameras' ports: who gets how much, and for administrators who is to have it. The drawing leads to the row of a port, where all deeds are. Rows stay as they are, so that what is open stays open. */
export function poeSection(mayChange: boolean): { element: HTMLElement; stop: () => void } {
  const rows = new Map<string, Row>();
  const drawing = portDrawing((port) => rows.get(port)?.open());
  const supplies = h('div');
  const list = h('ul', { class: 'list ports' });
  const none = h('p', { class: 'quiet', hidden: true }, t.poe.none);
  const error = h('p', { class: 'error', role: 'alert' });
  const switches = mayChange ? switchSection(() => ask()) : null;
  const element = h('section', { 'aria-label': t.poe.title }, h('h2', {}, t.poe.title), supplies, error, drawing.element, list, none, switches);
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
    drawing.update(poe);
  };
  const ask = () => void poeApi.list().then(show, (f: unknown) => say(error, reasonOf(f)));
  const timer = setInterval(() => { if (!document.hidden) { ask(); } }, 5000);
  ask();
  return { element, stop: () => clearInterval(timer) };
}

/** How much of a supply is in use; the recorder's own may be given less than it has. */
function supply(s: PoeSupply, mayChange: boolean, show: (poe: Poe) => void): HTMLElement {
  const name = s.name === 'box' ? t.poe.thisRecorder : t.poe.switch(s.name);
  const used = s.usedWatts ?? 0;
  const element = h('div', { class: 'supply' },
    h('div', { class: 'row' }, h('span', {}, name), h('span', {}, ''), h('span', { class: 'quiet' }, s.budgetWatts === null ? '' : t.poe.of(wattsOf(used), s.budgetWatts))),
    s.budgetWatts === null ? null : h('progress', { max: s.budgetWatts, value: Math.min(used, s.budgetWatts), 'aria-label': t.poe.gives(name) }),
    s.problem && h('p', { class: 'error' }, s.problem));
  if (mayChange && s.mostWatts !== null) {
    element.append(budget(s, show));
  }
  return element;
}

function budget(s: PoeSupply, show: (poe: Poe) => void): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'inline narrow' },
    field(t.poe.mayDraw, 'watts', { type: 'number', min: 1, max: s.mostWatts ?? 1, value: s.budgetWatts ?? '', required: true }),
    h('p', { class: 'quiet' }, t.poe.budgetMeans(s.mostWatts)),
    error, h('button', { type: 'submit', class: 'primary' }, t.set));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const watts = Number(new FormData(form).get('watts'));
    (document.activeElement as HTMLElement | null)?.blur();
    poeApi.setBudget(watts === s.mostWatts ? null : watts).then(show, (f: unknown) => say(error, reasonOf(f)));
  });
  return h('details', { class: 'tool' }, h('summary', {}, t.poe.changeBudget), form);
}

function factsOf(p: PoePort): string {
  return [
    p.class !== null && t.poe.class(p.class), p.volts !== null && `${tenths(p.volts)} V`, p.milliamps !== null && `${p.milliamps} mA`,
    p.link !== null && (p.link ? t.poe.link : t.poe.noLink), p.macs.length > 0 && p.macs.slice(0, 3).join(', '), p.cycles > 0 && t.poe.cycled(p.cycles),
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
    void deed().then(show, (f: unknown) => say(error, reasonOf(f))).finally(() => element.querySelectorAll('button').forEach((b) => (b.disabled = false)));
  };
  const power = h('button', { class: 'plain', onclick: () => act(() => poeApi.change(port.name, { enabled: !port.enabled })) });
  const cycle = h('button', { class: 'plain', onclick: () => act(() => poeApi.cycle(port.name)) }, t.poe.offAndOn);
  const priority = h('select', { name: 'priority', onchange: () => act(() => poeApi.change(port.name, { priority: Number(priority.value) })) },
    ...([3, 2, 1] as const).map((n) => h('option', { value: n }, t.poe.priorities[n])));
  const tools = h('div', {}, h('div', { class: 'row' }, power, cycle), h('label', { class: 'narrow' }, h('span', {}, t.poe.goesWithout), priority));
  const details = h('details', { ontoggle: () => { if (details.open) { void poeApi.history(port.name).then((m) => put(chart, day(m)), () => {}); } } },
    h('summary', { class: 'row line' }, mark, title, word), facts, chart, mayChange ? tools : null);
  const element = h('li', {}, details, why, error);
  const update = (now: PoePort) => {
    port = now;
    const cameras = camerasOf(now);
    mark.dataset['level'] = word.dataset['level'] = levelOf(now);
    say(mark, portShapes[levelOf(now)]);
    say(title, `${t.poe.port(now.name)}${cameras ? ` · ${cameras}` : ''}`);
    say(word, wordOf(now));
    say(why, [now.sentence, now.nextStep].filter(Boolean).join(' '));
    why.hidden = why.textContent === '';
    say(facts, factsOf(now));
    facts.hidden = facts.textContent === '';
    say(power, now.enabled ? t.poe.switchOff : t.poe.switchOn);
    power.hidden = !now.canSwitch;
    cycle.hidden = !now.canSwitch || !now.enabled || now.shed;
    if (document.activeElement !== priority) {
      priority.value = String(now.priority);
    }
  };
  const open = () => {
    details.open = true;
    element.scrollIntoView({ block: 'center' });
    details.querySelector('summary')?.focus({ preventScroll: true });
  };
  return { element, update, open };
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
  svg.setAttribute('aria-label', t.poe.powerOverDay(wattsOf(most)));
  const line = document.createElementNS(svg.namespaceURI, 'polyline');
  line.setAttribute('points', points);
  svg.append(line);
  const figure = h('figure', { class: 'day' });
  figure.append(svg, h('figcaption', { class: 'quiet' }, t.poe.lastDay(wattsOf(most))));
  return figure;
}
