interface Painted { what: 'rect' | 'text' | 'clip'; x: number; y: number; width: number; height: number; style: string; text: string }

/** A canvas that remembers what was painted on it, in pixels of the page. */
export class FakeCanvas {
  readonly painted: Painted[] = [];
  width = 0;
  height = 0;

  constructor(readonly clientHeight: number) {}

  getContext(): unknown {
    const { painted } = this;
    const add = (what: Painted['what'], x: number, y: number, width: number, height: number, style: string, text = '') => painted.push({ what, x, y, width, height, style, text });
    const nothing = () => {};
    const context = {
      fillStyle: '', strokeStyle: '', font: '', textAlign: '', textBaseline: '',
      setTransform: nothing, save: nothing, restore: nothing, beginPath: nothing, clip: nothing, moveTo: nothing, lineTo: nothing, stroke: nothing, fill: nothing,
      fillRect(x: number, y: number, width: number, height: number) { add('rect', x, y, width, height, context.fillStyle); },
      rect(x: number, y: number, width: number, height: number) { add('clip', x, y, width, height, ''); },
      roundRect(x: number, y: number, width: number, height: number) { add('rect', x, y, width, height, context.fillStyle); },
      fillText(text: string, x: number, y: number) { add('text', x, y, 0, 0, context.fillStyle, text); },
      measureText: (text: string) => ({ width: text.length * 6 }),
    };
    return context;
  }

  of(style: string): Painted[] {
    return this.painted.filter((p) => p.what === 'rect' && p.style === style);
  }

  get texts(): string[] {
    return this.painted.filter((p) => p.what === 'text').map((p) => p.text);
  }
}
