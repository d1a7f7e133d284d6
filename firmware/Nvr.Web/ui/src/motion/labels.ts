import { t } from '../language/language';
import type { Motion } from '../motionapi';
import type { Kind, Selected } from './draft';

/** How a shape is called; masks have no names of their own. */
export function labelOf(motion: Motion, { kind, index }: Selected): string {
  if (kind === 'masks') {
    return motion.masks[index]?.private ? t.motion.privateMaskNumber(index + 1) : t.motion.maskNumber(index + 1);
  }
  return motion[kind][index]?.name.trim() || t.motion.nameless[kind];
}

/** A name that nobody has yet; the recorder compares them without regard to case. */
export function newName(motion: Motion, kind: Kind): string {
  if (kind === 'masks') {
    return '';
  }
  const taken = new Set(motion[kind].map((shape) => shape.name.trim().toLowerCase()));
  for (let number = 1; ; number++) {
    const name = t.motion.newName[kind](number);
    if (!taken.has(name.toLowerCase())) {
      return name;
    }
  }
}
