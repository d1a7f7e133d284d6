import { s } from './dom';

const paths = {
  eventBefore: 'M5 4v12M15 4l-8 6 8 6z', eventAfter: 'M15 4v12M5 4l8 6-8 6z',
  sound: 'M3 8v4h3l5 4V4L6 8zM14 7a4 4 0 0 1 0 6M16.5 4.5a8 8 0 0 1 0 11', talk: 'M10 2.5a2.5 2.5 0 0 1 2.5 2.5v4a2.5 2.5 0 0 1-5 0V5A2.5 2.5 0 0 1 10 2.5zM4.5 9a5.5 5.5 0 0 0 11 0M10 14.5v3',
  picture: 'M2.5 6h3l1.5-2h6l1.5 2h3v10h-15zM10 8a3 3 0 1 0 0 6 3 3 0 0 0 0-6z', full: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  pictureBefore: 'M13 5l-6 5 6 5M16 5v10', pictureAfter: 'M7 5l6 5-6 5M4 5v10',
};

/** A small drawing for a button; its button says what it means. */
export const icon = (name: keyof typeof paths): SVGSVGElement => s('svg', { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' }, s('path', { d: paths[name] }));
