import { h, say } from '../dom';
import { locale, t } from '../language/language';
import type { BoxSettings } from '../setupapi';
import { isKnown } from '../zone';

/** Answers are under way for a moment, and people read clocks to the second. */
const agreeMs = 2_000;

/** The recorder's clock beside this device's, how far they differ in words, and what to do about it. */
export class ClockCheck {
  private readonly recorder = h('span', { class: 'moment' });
  private readonly device = h('span', { class: 'moment' });
  private readonly words = h('p', { role: 'status' });
  readonly element = h('div', { class: 'clocks', hidden: true }, h('dl', {}, h('dt', {}, t.setUp.clockHere), h('dd', {}, this.recorder), h('dt', {}, t.setUp.clockThere), h('dd', {}, this.device)), this.words);
  private timer = 0;
  private aheadMs = 0;
  private zone: string | undefined;

  /** `took` is how long the answer was under way, in milliseconds. */
  show(box: BoxSettings, took: number): void {
    this.aheadMs = Date.parse(box.now) + took / 2 - Date.now();
    this.element.hidden = false;
    say(this.words, verdict(box.clock, this.aheadMs));
    this.words.className = box.clock !== 'doubtful' && Math.abs(this.aheadMs) < agreeMs ? '' : 'warning';
    clearInterval(this.timer);
    this.timer = window.setInterval(() => this.tick(), 1000);
    this.tick();
  }

  /** Tells the recorder's time as it is told with that zone. Both name theirs: the same moment may look like two. */
  tellIn(zone: string): void {
    this.zone = isKnown(zone) ? zone : undefined;
    this.tick();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    say(this.recorder, timeIn(Date.now() + this.aheadMs, this.zone));
    say(this.device, timeIn(Date.now(), undefined));
  }
}

const timeIn = (ms: number, timeZone: string | undefined) =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone, timeZoneName: 'short' }).format(ms);

function verdict(clock: BoxSettings['clock'], aheadMs: number): string {
  const differ = Math.abs(aheadMs) < agreeMs ? t.setUp.clocksAgree : t.setUp.clocksDiffer(spanOf(Math.abs(aheadMs) / 1000), aheadMs > 0);
  return `${differ} ${t.setUp.clockAdvice[clock]}`;
}

/** In the largest unit of which there is at least one and a half. */
function spanOf(seconds: number): string {
  const units = [['days', 86_400], ['hours', 3_600], ['minutes', 60]] as const;
  const unit = units.find(([, size]) => seconds >= 1.5 * size);
  return unit ? t.setUp.spans[unit[0]](Math.round(seconds / unit[1])) : t.setUp.spans.seconds(Math.round(seconds));
}
