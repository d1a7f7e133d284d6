import catalogue from './recorder.de.json';
import { Sayings } from './saying';

const german = new Sayings(catalogue);

/** German of what the recorder says; loaded only where German is shown. */
export const say = (text: string): string => german.of(text);
