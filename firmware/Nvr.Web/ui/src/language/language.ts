import { en } from './en';

/** The words of the page. */
export const t = en;
