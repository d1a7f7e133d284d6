import { language } from './language/language';

/** Members of answers in which the recorder speaks. All others are names, codes, figures, or what people wrote; a test holds this list against the description of the API. */
export const spoken: ReadonlySet<string> = new Set(['sentence', 'nextStep', 'problem', 'failure', 'trouble', 'detail', 'content', 'also']);

type Say = (text: string) => string;

/** The languages that have the recorder's sentences; it speaks English itself. */
const loaders: Record<string, () => Promise<{ say: Say }>> = { de: () => import('./language/recorder.de') };

let say: Say | undefined;

async function load(): Promise<void> {
  // A recorder that is just starting anew may not have it: the next answer tries again.
  say ??= (await loaders[language]?.().catch(() => undefined))?.say;
}

/** What the recorder says, in the language that is shown; as it is where that has no words for it. */
export const said: Say = (text) => say?.(text) ?? text;

/** An answer of the recorder with its sentences in the language that is shown. Changes what it is given. */
export async function told<Answer>(answer: Answer): Promise<Answer> {
  if (Object.hasOwn(loaders, language)) {
    await load();
    tell(answer, said);
  }
  return answer;
}

/** Has each sentence of an answer said in another way, in place; its shape and everything else stay. */
export function tell(answer: unknown, anew: Say, isSpoken = false): void {
  if (typeof answer !== 'object' || answer === null) {
    return;
  }
  const isList = Array.isArray(answer);
  for (const [name, member] of Object.entries(answer) as [string, unknown][]) {
    const speaks = isList ? isSpoken : spoken.has(name);
    if (typeof member !== 'string') {
      tell(member, anew, speaks);
    } else if (speaks) {
      (answer as Record<string, unknown>)[name] = anew(member);
    }
  }
}
