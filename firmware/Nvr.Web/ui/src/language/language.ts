import { de } from './de';
import { en, type Words } from './en';

/** The languages of the page, by their codes; each says what it is called in itself. */
export const languages: Record<string, Words> = { en, de };

const key = 'language';

/** What somebody chose on this browser; null leaves it to the browser. A browser that keeps nothing chooses anew each time. */
export function chosen(): string | null {
  try {
    const code = localStorage.getItem(key);
    return code !== null && Object.hasOwn(languages, code) ? code : null;
  } catch {
    return null;
  }
}

/** From now on, on this browser. The page begins anew: half of its words are on screen already. */
export function choose(code: string | null): void {
  try {
    if (code === null) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, code);
    }
  } catch {
    return;
  }
  location.reload();
}

const codeOf = (locale: string) => locale.split('-')[0]!.toLowerCase();

/** The language that is shown: the chosen one, else the first of the browser's that the page has. */
export const language = chosen() ?? navigator.languages.map(codeOf).find((code) => Object.hasOwn(languages, code)) ?? 'en';

/** How times and numbers are written: as the browser's own kind of that language. */
export const locale = navigator.languages.find((l) => codeOf(l) === language) ?? language;

/** The words of the page. */
export const t: Words = languages[language]!;

/** A word for what the recorder calls something; undefined where the page does not know it. */
export const wordFor = (words: Record<string, string>, name: string): string | undefined => (Object.hasOwn(words, name) ? words[name] : undefined);
