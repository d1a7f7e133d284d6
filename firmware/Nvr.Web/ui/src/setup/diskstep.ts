import { api, Failure, reasonOf, type Storage } from '../api';
import { diskApi, type Disk, type Disks, type Plan } from '../diskapi';
import { h, put, say } from '../dom';
import { t, wordFor } from '../language/language';
import { disksSection } from '../places/disks';
import { bytesOf } from '../words';
import type { StepView } from './wizard';

const lookMs = 2_000;
const longestWorkMs = 180_000;

/** What is in the bays, and one proposal with one confirmation that names what is erased. Other ways are one tap below: the same as in the place Box. */
export function diskStep(): StepView {
  const found = h('div', {});
  const offer = h('div', {});
  const work = h('p', { role: 'status' });
  const error = h('p', { class: 'error', role: 'alert' });
  const more = h('details', { class: 'tool' }, h('summary', {}, t.setUp.otherWays));
  const element = h('div', {}, found, offer, work, error, more);
  const run = new DiskWork(error);
  let section: ReturnType<typeof disksSection> | null = null;
  let shown = '';
  more.addEventListener('toggle', () => {
    if (more.open && !section) {
      section = disksSection(true);
      more.append(section.element);
    }
  });
  const show = (disks: Disks, storage: Storage) => {
    more.hidden = !disks.hasBays || disks.disks.length === 0;
    say(work, disks.trouble ?? (disks.work?.state === 'running' ? `${disks.work.sentence} ${t.disks.work.running}` : ''));
    // What somebody types stays as it is until the disks change.
    const text = JSON.stringify([disks.hasBays, disks.bays.map((b) => b.disk), disks.volumes.map((v) => [v.id, v.sentence]), disks.plans, disks.afterErasing, run.isBusy]);
    if (text !== shown) {
      shown = text;
      put(found, ...findings(disks, storage));
      put(offer, ...(run.isBusy || disks.work?.state === 'running' ? [] : offers(disks, run, look)));
    }
  };
  const look = () => void Promise.all([diskApi.read(), api.storage()]).then(([disks, storage]) => show(disks, storage), (f: unknown) => say(error, reasonOf(f)));
  const timer = setInterval(look, lookMs);
  look();
  return { element, stop: () => { clearInterval(timer); section?.stop(); } };
}

/** What there is, in sentences. */
function findings(disks: Disks, storage: Storage): HTMLElement[] {
  const folders = storage.volumes.map((v) => h('p', { class: 'quiet' }, h('code', {}, v.path), ` ${t.sticks.free(bytesOf(v.freeBytes), bytesOf(v.totalBytes))}`));
  if (!disks.hasBays) {
    return [h('p', {}, t.setUp.noBays), ...folders];
  }
  const own = disks.volumes.filter((v) => v.isOwn);
  const others = disks.volumes.filter((v) => !v.isOwn);
  const inBays = disks.disks.filter((d) => d.bay !== null);
  return [
    ...own.map((v) => h('p', {}, h('span', { class: 'strong' }, `${v.name}, ${wordFor(t.disks.levels, v.level) ?? v.level}, ${bytesOf(v.sizeBytes)}. `), v.sentence)),
    own.length === 0 && inBays.length === 0 ? h('p', {}, t.setUp.noDisks) : null,
    own.length === 0 && inBays.length > 0 ? h('p', {}, t.setUp.found(inBays.length)) : null,
    ...(own.length === 0 && folders.length > 0 ? [h('p', {}, t.setUp.untilThen), ...folders] : []),
    inBays.length > 0 ? h('ul', { class: 'list' }, ...inBays.map((d) => h('li', {}, h('div', { class: 'row' }, h('span', { class: 'strong' }, t.setUp.inBay(d.bay!)), h('span', {}, bytesOf(d.sizeBytes))),
      h('p', { class: 'quiet' }, [d.model, d.serial].filter(Boolean).join(', ')), d.isBlank ? null : h('p', {}, t.disks.holds(d.content))))) : null,
    ...others.map((v) => h('p', {}, [v.sentence, v.nextStep].filter(Boolean).join(' '))),
  ].filter((e) => e !== null);
}

/** The proposal for the empty disks, and the one that would erase what the others hold. */
function offers(disks: Disks, run: DiskWork, done: () => void): HTMLElement[] {
  if (disks.volumes.some((v) => v.isOwn)) {
    return [];
  }
  const best = disks.plans.find((p) => p.isRecommended) ?? disks.plans[0];
  const both = [best && offer(best, disks, run, done), disks.afterErasing && offer(disks.afterErasing, disks, run, done)].filter((o): o is HTMLElement => !!o);
  return both.length === 2 ? [both[0]!, h('p', { class: 'quiet' }, t.setUp.orAll), both[1]!] : both;
}

function offer(plan: Plan, disks: Disks, run: DiskWork, done: () => void): HTMLElement {
  const parts = plan.disks.map((id) => disks.disks.find((d) => d.id === id)).filter((d): d is Disk => d !== undefined);
  const full = parts.filter((d) => !d.isBlank);
  const typed = full.map((d) => ({ disk: d, input: h('input', { required: true, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', name: `serial-${d.bay}` }) }));
  const sure = h('button', { type: 'submit', class: full.length > 0 ? 'danger' : 'primary' }, full.length > 0 ? t.setUp.eraseAndUse(parts.length) : t.setUp.useDisks(parts.length));
  const form = h('form', { class: 'offer' }, h('p', { class: 'strong' }, t.setUp.proposal(parts.length, plan.level, bytesOf(plan.usableBytes), plan.spares)),
    h('p', {}, full.length > 0 ? t.setUp.willErase(full.map((d) => t.setUp.inBay(d.bay!))) : t.setUp.erasesNothing(parts.map((d) => t.setUp.inBay(d.bay!)))),
    ...typed.map(({ disk, input }) => h('label', {}, h('span', {}, t.setUp.typeSerial(disk.bay!, disk.content, disk.serial || disk.id)), input)), sure);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sure.disabled = true;
    void run.make(plan, typed.map((p) => [p.disk.id, p.input.value]), done).finally(() => (sure.disabled = false));
  });
  return form;
}

/** Erases one disk after the other, then makes the volume: the recorder does one thing at a time, and confirms each by what was typed. */
class DiskWork {
  isBusy = false;

  constructor(private readonly error: HTMLElement) {}

  async make(plan: Plan, erased: [string, string][], done: () => void): Promise<void> {
    this.isBusy = true;
    say(this.error, '');
    try {
      for (const [disk, serial] of erased) {
        await diskApi.erase(disk, serial);
        await this.settle();
      }
      await diskApi.create(t.disks.usualName, plan.level, plan.disks, 'ext4');
      done();
      await this.settle();
    } catch (failure) {
      say(this.error, reasonOf(failure));
    } finally {
      this.isBusy = false;
      done();
    }
  }

  private async settle(): Promise<void> {
    for (const end = performance.now() + longestWorkMs; performance.now() < end;) {
      const { work } = await diskApi.read();
      if (work?.state === 'failed') {
        throw new Failure(0, `${work.sentence} ${work.failure ?? ''}`.trim());
      }
      if (work?.state !== 'running') {
        return;
      }
      await new Promise((wait) => setTimeout(wait, 500));
    }
    throw new Failure(0, t.setUp.stillWorking);
  }
}
