import { reasonOf } from '../api';
import { diskApi, type Disk, type Disks, type DiskVolume, type FileSystem, type Plan } from '../diskapi';
import { h, put } from '../dom';
import { bytesOf } from '../words';
import { t, wordFor } from '../language/language';
import { bayDrawing, bayLevels, bayShapes } from './bays';

const levelWords = (level: string) => wordFor(t.disks.levels, level) ?? level;

/** The bays of the box and what is made of the disks in them. Shows nothing on a box without bays. */
export function disksSection(mayChange: boolean): { element: HTMLElement; stop: () => void } {
  const volumes = h('ul', { class: 'list' });
  const bays = h('ul', { class: 'list' });
  const rowOf = (bay: string) => [...bays.children].find((row): row is HTMLElement => row instanceof HTMLElement && row.dataset['bay'] === bay);
  const drawing = bayDrawing((bay) => { rowOf(bay)?.scrollIntoView({ block: 'center' }); rowOf(bay)?.focus({ preventScroll: true }); });
  const work = h('p', { role: 'status' });
  const asked = h('div', {});
  const making = h('div', {});
  const element = h('section', { 'aria-label': t.disks.title, hidden: true }, h('h2', {}, t.disks.title), drawing.element, volumes, bays, making, asked, work);
  let shown = '';
  let plans = '';
  const show = (disks: Disks) => {
    element.hidden = !disks.hasBays;
    work.textContent = disks.trouble ?? (disks.work ? `${disks.work.sentence} ${disks.work.failure ?? t.disks.work[disks.work.state]}` : '');
    work.className = disks.trouble || disks.work?.state === 'failed' ? 'error' : 'quiet';
    const text = JSON.stringify([disks.volumes, disks.bays, disks.disks]);
    if (text !== shown) {
      shown = text;
      const chosen = document.activeElement instanceof HTMLElement && bays.contains(document.activeElement) ? document.activeElement.closest<HTMLElement>('[data-bay]')?.dataset['bay'] : undefined;
      drawing.update(disks);
      put(volumes, ...disks.volumes.map((v) => volume(v, disks)));
      put(bays, ...disks.bays.map((b) => bay(b.name, b.state, disks.disks.find((d) => d.bay === b.name), disks)));
      if (chosen !== undefined) {
        rowOf(chosen)?.focus({ preventScroll: true });
      }
    }
    // What somebody is choosing stays as it is until the choices change.
    if (JSON.stringify(disks.plans) !== plans) {
      plans = JSON.stringify(disks.plans);
      put(making, mayChange && disks.plans.length > 0 ? newVolume(disks.plans, disks) : null);
    }
  };
  const run = (wish: Promise<Disks>) => void wish.then((d) => { put(asked); show(d); }, (e: unknown) => { work.textContent = reasonOf(e); work.className = 'error'; });

  const volume = (v: DiskVolume, disks: Disks): HTMLElement => {
    const spare = disks.disks.find((d) => d.isBlank);
    return h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, `${v.name}, ${levelWords(v.level)}`), h('span', {}, bytesOf(v.sizeBytes))),
      h('p', {}, v.sentence), v.nextStep ? h('p', {}, v.nextStep) : null,
      v.progress === null ? null : h('progress', { max: 1, value: v.progress, 'aria-label': t.done }),
      mayChange ? h('div', { class: 'row' },
        v.isOwn && v.level !== 'single' && v.condition === 'clean' ? h('button', { class: 'plain', onclick: () => run(diskApi.check(v.id)) }, t.disks.compare) : null,
        v.isOwn && v.level !== 'single' && spare ? h('button', { class: 'plain', onclick: () => run(diskApi.spare(v.id, spare.id)) }, t.disks.addSpare(spare.bay ?? '')) : null,
        v.isOwn ? null : h('button', { class: 'plain', onclick: () => ask(t.disks.adoptQuestion, t.disks.takeIntoUse, '', (name) => diskApi.adopt(v.id, name)) }, t.disks.takeIntoUse),
        h('button', { class: 'plain', onclick: () => ask(t.disks.deleteQuestion(v.name), t.disks.delete, '', (name) => diskApi.remove(v.id, name)) }, t.disks.delete)) : null);
  };

  const bay = (name: string, state: string, disk: Disk | undefined, disks: Disks): HTMLElement => {
    const level = bayLevels[state] ?? 'unknown';
    const running = disks.volumes.some((v) => v.id === disk?.volume && v.isOwn);
    const facts = disk ? [disk.model, disk.serial, bytesOf(disk.sizeBytes), disk.celsius === null ? '' : `${disk.celsius} °C`, disk.powerOnHours === null ? '' : t.disks.hours(disk.powerOnHours),
      disk.badSectors ? t.disks.badSectors(disk.badSectors) : '', disk.readErrors ? t.disks.readErrors(disk.readErrors) : ''].filter((f) => f !== '').join(', ') : '';
    return h('li', { tabindex: '-1', 'data-bay': name }, h('div', { class: 'row line' }, h('span', { class: 'mark', 'data-level': level, 'aria-hidden': 'true' }, bayShapes[level] ?? ''),
      h('span', {}, t.disks.bay(name, wordFor(t.disks.states, state) ?? state))),
    disk ? h('p', { class: 'quiet' }, facts) : null,
    disk && !disk.isBlank && !disk.volume ? h('p', {}, t.disks.holds(disk.content)) : null,
    h('div', { class: 'row' },
      h('button', { class: 'plain', onclick: () => run(diskApi.locate(name, state !== 'locating')) }, state === 'locating' ? t.panel.stopBlinking : t.panel.blink),
      mayChange && disk && !disk.isBlank && !disk.isSystem && !running
        ? h('button', { class: 'plain', onclick: () => ask(t.disks.eraseQuestion(name, disk.serial || disk.id), t.disks.erase, '', (serial) => diskApi.erase(disk.id, serial)) }, t.disks.erase)
        : null));
  };

  const ask = (question: string, action: string, value: string, wish: (typed: string) => Promise<Disks>) => {
    const input = h('input', { type: 'text', required: true, value, autocomplete: 'off', 'aria-label': question });
    put(asked, h('form', { onsubmit: (e) => { e.preventDefault(); run(wish(input.value)); } }, h('p', {}, question), input,
      h('div', { class: 'row' }, h('button', {}, action), h('button', { type: 'button', class: 'plain', onclick: () => put(asked) }, t.cancel))));
    input.focus();
  };

  const newVolume = (offered: Plan[], disks: Disks): HTMLElement => {
    const bayOf = (id: string) => disks.disks.find((d) => d.id === id)?.bay ?? id;
    const level = h('select', { 'aria-label': t.disks.how }, ...offered.map((p) => h('option', { value: p.level },
      `${t.disks.plan(levelWords(p.level), p.disks.map(bayOf), bytesOf(p.usableBytes), t.disks.mayFail(p.spares))}${p.isRecommended ? t.disks.recommended : ''}`)));
    const system = h('select', { 'aria-label': t.disks.fileSystem }, h('option', { value: 'ext4' }, 'ext4'), h('option', { value: 'xfs' }, 'xfs'));
    const name = h('input', { type: 'text', required: true, maxlength: 20, value: t.disks.usualName, 'aria-label': t.name });
    return h('form', {
      onsubmit: (e) => {
        e.preventDefault();
        const plan = offered.find((p) => p.level === level.value);
        if (plan) {
          run(diskApi.create(name.value, plan.level, plan.disks, system.value as FileSystem));
        }
      },
    }, h('h3', {}, t.disks.recordTo), h('label', {}, t.disks.how, level), h('label', {}, t.disks.fileSystem, system), h('label', {}, t.name, name), h('button', {}, t.disks.make));
  };

  const look = () => void diskApi.read().then(show, () => {});
  const timer = setInterval(look, 3000);
  look();
  return { element, stop: () => clearInterval(timer) };
}
