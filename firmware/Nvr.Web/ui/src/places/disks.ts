import { Failure } from '../api';
import { diskApi, type Disk, type Disks, type DiskVolume, type Plan } from '../diskapi';
import { h, put } from '../dom';
import { bytesOf } from '../words';

const levels: Record<string, string> = { single: 'single disk', raid1: 'RAID 1', raid5: 'RAID 5', raid6: 'RAID 6', raid10: 'RAID 10', other: 'array' };
const marks: Record<string, string> = { well: 'ok', unused: 'unknown', empty: 'unknown', rebuilding: 'attention', worrying: 'attention', failed: 'failure', locating: 'attention' };
const shapes: Record<string, string> = { ok: '●', unknown: '○', attention: '▲', failure: '■' };
const states: Record<string, string> = {
  well: 'well', unused: 'not in use', empty: 'empty', rebuilding: 'being filled', worrying: 'should be watched', failed: 'failed or missing', locating: 'blinking',
};

/** The bays of the box and what is made of the disks in them. Shows nothing on a box without bays. */
export function disksSection(mayChange: boolean): { element: HTMLElement; stop: () => void } {
  const volumes = h('ul', { class: 'list' });
  const bays = h('ul', { class: 'list' });
  const work = h('p', { role: 'status' });
  const asked = h('div', {});
  const making = h('div', {});
  const element = h('section', { 'aria-label': 'Disk bays', hidden: true }, h('h2', {}, 'Disk bays'), volumes, bays, making, asked, work);
  let shown = '';
  let plans = '';
  const show = (disks: Disks) => {
    element.hidden = !disks.hasBays;
    work.textContent = disks.trouble ?? (disks.work ? `${disks.work.sentence} ${disks.work.failure ?? { running: 'Please wait.', done: 'Done.', failed: '' }[disks.work.state]}` : '');
    work.className = disks.trouble || disks.work?.state === 'failed' ? 'error' : 'quiet';
    const text = JSON.stringify([disks.volumes, disks.bays, disks.disks]);
    if (text !== shown) {
      shown = text;
      put(volumes, ...disks.volumes.map((v) => volume(v, disks)));
      put(bays, ...disks.bays.map((b) => bay(b.name, b.state, disks.disks.find((d) => d.bay === b.name), disks)));
    }
    // What somebody is choosing stays as it is until the choices change.
    if (JSON.stringify(disks.plans) !== plans) {
      plans = JSON.stringify(disks.plans);
      put(making, mayChange && disks.plans.length > 0 ? newVolume(disks.plans, disks) : null);
    }
  };
  const run = (wish: Promise<Disks>) => void wish.then((d) => { put(asked); show(d); }, (e: unknown) => { work.textContent = e instanceof Failure ? e.message : String(e); work.className = 'error'; });

  const volume = (v: DiskVolume, disks: Disks): HTMLElement => {
    const spare = disks.disks.find((d) => d.isBlank);
    return h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, `${v.name}, ${levels[v.level] ?? v.level}`), h('span', {}, bytesOf(v.sizeBytes))),
      h('p', {}, v.sentence), v.nextStep ? h('p', {}, v.nextStep) : null,
      v.progress === null ? null : h('progress', { max: 1, value: v.progress, 'aria-label': 'Done' }),
      mayChange ? h('div', { class: 'row' },
        v.isOwn && v.level !== 'single' && v.condition === 'clean' ? h('button', { class: 'plain', onclick: () => run(diskApi.check(v.id)) }, 'Compare its disks') : null,
        v.isOwn && v.level !== 'single' && spare ? h('button', { class: 'plain', onclick: () => run(diskApi.spare(v.id, spare.id)) }, `Add bay ${spare.bay ?? ''} as spare`) : null,
        v.isOwn ? null : h('button', { class: 'plain', onclick: () => ask('Take the volume into use, with the footage on it. How is it to be called?', 'Take into use', '', (name) => diskApi.adopt(v.id, name)) }, 'Take into use'),
        h('button', { class: 'plain', onclick: () => ask(`All footage on "${v.name}" will be lost. To confirm, type its name.`, 'Delete', '', (name) => diskApi.remove(v.id, name)) }, 'Delete')) : null);
  };

  const bay = (name: string, state: string, disk: Disk | undefined, disks: Disks): HTMLElement => {
    const level = marks[state] ?? 'unknown';
    const running = disks.volumes.some((v) => v.id === disk?.volume && v.isOwn);
    const facts = disk ? [disk.model, disk.serial, bytesOf(disk.sizeBytes), disk.celsius === null ? '' : `${disk.celsius} °C`, disk.powerOnHours === null ? '' : `${disk.powerOnHours} hours`,
      disk.badSectors ? `${disk.badSectors} bad sectors` : '', disk.readErrors ? `${disk.readErrors} read errors` : ''].filter((f) => f !== '').join(', ') : '';
    return h('li', {}, h('div', { class: 'row line' }, h('span', { class: 'mark', 'data-level': level, 'aria-hidden': 'true' }, shapes[level] ?? ''),
      h('span', {}, `Bay ${name}: ${states[state] ?? state}`)),
    disk ? h('p', { class: 'quiet' }, facts) : null,
    disk && !disk.isBlank && !disk.volume ? h('p', {}, `It holds ${disk.content}.`) : null,
    h('div', { class: 'row' },
      h('button', { class: 'plain', onclick: () => run(diskApi.locate(name, state !== 'locating')) }, state === 'locating' ? 'Stop blinking' : 'Let it blink'),
      mayChange && disk && !disk.isBlank && !disk.isSystem && !running
        ? h('button', { class: 'plain', onclick: () => ask(`Everything on the disk in bay ${name} will be lost. To confirm, type its serial number: ${disk.serial || disk.id}`, 'Erase', '', (serial) => diskApi.erase(disk.id, serial)) }, 'Erase')
        : null));
  };

  const ask = (question: string, action: string, value: string, wish: (typed: string) => Promise<Disks>) => {
    const input = h('input', { type: 'text', required: true, value, autocomplete: 'off', 'aria-label': question });
    put(asked, h('form', { onsubmit: (e) => { e.preventDefault(); run(wish(input.value)); } }, h('p', {}, question), input,
      h('div', { class: 'row' }, h('button', {}, action), h('button', { type: 'button', class: 'plain', onclick: () => put(asked) }, 'Cancel'))));
    input.focus();
  };

  const newVolume = (offered: Plan[], disks: Disks): HTMLElement => {
    const bayOf = (id: string) => disks.disks.find((d) => d.id === id)?.bay ?? id;
    const level = h('select', { 'aria-label': 'How' }, ...offered.map((p) => h('option', { value: p.level },
      `${levels[p.level] ?? p.level} of ${p.disks.length === 1 ? 'bay' : 'bays'} ${p.disks.map(bayOf).join(', ')}: ${bytesOf(p.usableBytes)}, ${lossOf(p)}${p.isRecommended ? ' (recommended)' : ''}`)));
    const system = h('select', { 'aria-label': 'File system' }, h('option', { value: 'ext4' }, 'ext4'), h('option', { value: 'xfs' }, 'xfs'));
    const name = h('input', { type: 'text', required: true, maxlength: 20, value: 'footage', 'aria-label': 'Name' });
    return h('form', {
      onsubmit: (e) => {
        e.preventDefault();
        const plan = offered.find((p) => p.level === level.value);
        if (plan) {
          run(diskApi.create(name.value, plan.level, plan.disks, system.value));
        }
      },
    }, h('h3', {}, 'Record to the empty disks'), h('label', {}, 'How', level), h('label', {}, 'File system', system), h('label', {}, 'Name', name), h('button', {}, 'Make the volume'));
  };

  const look = () => void diskApi.read().then(show, () => {});
  const timer = setInterval(look, 3000);
  look();
  return { element, stop: () => clearInterval(timer) };
}

function lossOf(plan: Plan): string {
  return plan.spares === 0 ? 'no protection' : plan.spares === 1 ? 'one disk may fail' : `${plan.spares} disks may fail`;
}
