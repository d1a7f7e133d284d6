/** What stands in a template in place of the words that are filled in. */
type Filling = 'as it is' | 'said' | 'any' | 'number';
interface Slot { at: number; filling: Filling }
interface Template { literals: string[]; word: string; weight: number; target: (string | Slot)[] }
/** A text in the other language, and how many letters of it are the recorder's own. */
interface Found { text: string; weight: number }

/** Longer texts are no sentences of the recorder, and nobody waits for them to be looked through. */
const longest = 2_000;
const mostKnown = 2_000;
/** Sentences, brackets and clauses that one text may be cut into. */
const mostCuts = 12;
/** Ways to fill in the gaps of one template; more than one where what is filled in has words of the template. */
const mostWays = 6;
/** Ways, and texts within it, that are tried for one text in all. */
const mostTries = 100;

const slot = /\{(\d+)(?::(said|any|number))?\}/;

const firstWord = (text: string) => text.slice(0, text.indexOf(' ') + 1);

/** `{1:said}` is itself said by the recorder; `{1:any}` is that, or a name or a technical cause that stays as it is; `{1:number}` is a number, which German writes with a comma; `{1}` stays as it is. */
function templateOf([english, target]: [string, string]): Template {
  const literals = english.split(/\{\d+\}/);
  const parts = target.split(/(\{\d+(?::\w+)?\})/).filter((p) => p !== '').map((part) => {
    const [, at, filling] = slot.exec(part) ?? [];
    return at === undefined ? part : { at: Number(at), filling: (filling ?? 'as it is') as Filling };
  });
  return { literals, word: firstWord(literals[0]!), weight: literals.join('').length, target: parts };
}

/** The ways to fill in the gaps from the n-th on so that they are this stretch of the text. What is not found behind a place is not found behind a later one: the time is that of reading the text once for each way. */
function* ways(literals: string[], n: number, text: string, from: number, end: number): Generator<string[]> {
  if (n === literals.length - 1) {
    yield [text.slice(from, end)];
    return;
  }
  const literal = literals[n]!;
  for (let at = text.indexOf(literal, from); at >= 0 && at + literal.length <= end; at = text.indexOf(literal, at + 1)) {
    let isFound = false;
    for (const rest of ways(literals, n + 1, text, at + literal.length, end)) {
      isFound = true;
      yield [text.slice(from, at), ...rest];
    }
    if (!isFound) {
      return;
    }
  }
}

/** The ways to fill in a template so that it is this text. */
function fillings({ literals }: Template, text: string): Iterable<string[]> {
  const first = literals[0]!;
  const last = literals.at(-1)!;
  if (literals.length === 1) {
    return text === first ? [[]] : [];
  }
  // "Camera {0}" is no beginning of a sentence that nobody knows.
  if (last === '' && /\w $/.test(literals.at(-2)!) && /[.!?]$/.test(text)) {
    return [];
  }
  return first.length + last.length <= text.length && text.startsWith(first) && text.endsWith(last) ? ways(literals, 1, text, first.length, text.length - last.length) : [];
}

/**
 * Puts what is said into another language by a catalogue of templates. What leaves the fewest letters to be filled in wins, be it one template or two sentences that follow each other; what is not in the catalogue stays whole
 * as it was said. What is filled in is never looked at for templates unless the catalogue says that it is said by the recorder as well.
 */
export class Sayings {
  private readonly all: Template[];
  private readonly byWord = new Map<string, Template[]>();
  private readonly known = new Map<string, Found | null>();
  private tries = 0;

  constructor(catalogue: Record<string, string>) {
    this.all = Object.entries(catalogue).map(templateOf).sort((a, b) => b.weight - a.weight);
    this.byWord.set('', this.all.filter((template) => template.word === ''));
    for (const { word } of this.all) {
      this.byWord.set(word, this.byWord.get(word) ?? []);
    }
  }

  /** The text in the other language; as it is where the catalogue does not have it whole. */
  of(text: string): string {
    this.tries = 0;
    return this.find(text)?.text ?? text;
  }

  private find(text: string): Found | null {
    if (text === '' || text.length > longest) {
      return text === '' ? { text, weight: 0 } : null;
    }
    const before = this.known.get(text);
    if (before !== undefined) {
      return before;
    }
    if (++this.tries > mostTries) {
      return null;
    }
    const whole = this.whole(text);
    const parts = whole?.weight === text.length ? null : this.inParts(text);
    const found = parts && parts.weight > (whole?.weight ?? -1) ? parts : whole;
    if (this.tries > mostTries) {
      return null;
    }
    if (this.known.size >= mostKnown) {
      this.known.clear();
    }
    this.known.set(text, found);
    return found;
  }

  private whole(text: string): Found | null {
    for (const template of this.beginningWith(firstWord(text))) {
      let left = mostWays;
      for (const filled of fillings(template, text)) {
        if (this.tries > mostTries) {
          return null;
        }
        if (left-- === 0) {
          break;
        }
        this.tries++;
        const found = this.fill(template, filled);
        if (found) {
          return found;
        }
      }
    }
    return null;
  }

  /** Templates that a text with this first word may be of, those with the most letters first; gathered when the first such text comes. */
  private beginningWith(word: string): Template[] {
    let templates = this.byWord.get(word) ?? this.byWord.get('')!;
    if (templates.length === 0) {
      templates = this.all.filter((template) => ['', word].includes(template.word));
      this.byWord.set(word, templates);
    }
    return templates;
  }

  private fill({ target, weight }: Template, filled: string[]): Found | null {
    const all: Found = { text: '', weight };
    for (const part of target) {
      const next = typeof part === 'string' ? { text: part, weight: 0 } : this.filling(filled[part.at]!, part.filling);
      if (!next) {
        return null;
      }
      all.text += next.text;
      all.weight += next.weight;
    }
    return all;
  }

  private filling(text: string, filling: Filling): Found | null {
    const asItIs = text === '' ? null : { text, weight: 0 };
    switch (filling) {
      case 'said': return this.find(text);
      case 'any': return this.find(text) ?? asItIs;
      case 'number': return /^-?\d+(?:\.\d+)?$/.test(text) ? { text: text.replace('.', ','), weight: 0 } : null;
      default: return asItIs;
    }
  }

  /** Several sentences, or one that goes on with a bracket or after a comma: the longest beginning that is known, and then the rest. */
  private inParts(text: string): Found | null {
    const cuts = [...text.matchAll(/[.!?] | \(|, /g)].slice(0, mostCuts + 1).map((m) => ({ at: m[0].endsWith(' ') && m[0] !== ', ' ? m.index + 1 : m.index, isNext: /^[.!?]/.test(m[0]) }));
    if (cuts.length > mostCuts) {
      return null;
    }
    for (const { at, isNext } of cuts.reverse()) {
      const head = at > 0 ? this.find(text.slice(0, at)) : null;
      const rest = head && this.find(text.slice(isNext ? at + 1 : at));
      if (head && rest) {
        return { text: `${head.text}${isNext ? ' ' : ''}${rest.text}`, weight: head.weight + rest.weight };
      }
    }
    return null;
  }
}
