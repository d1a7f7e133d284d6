/** The address bar of a browser, its history, and the clicks that are made in it. */
export class FakeAddresses {
  private readonly past: string[];
  private at = 0;
  private readonly popped: (() => void)[] = [];
  private readonly clicked: ((e: unknown) => void)[] = [];

  constructor(start: string) {
    this.past = [start];
    const now = () => this.now;
    Object.assign(globalThis, {
      location: { get pathname() { return now().split('?')[0]!; }, get search() { return now().includes('?') ? `?${now().split('?')[1]!}` : ''; } },
      history: { pushState: (_: unknown, __: string, to: string) => this.push(to), replaceState: (_: unknown, __: string, to: string) => { this.past[this.at] = to; } },
      addEventListener: (_: string, listener: () => void) => this.popped.push(listener),
      removeEventListener: (_: string, listener: () => void) => { this.popped.splice(this.popped.indexOf(listener), 1); },
      document: {
        addEventListener: (_: string, listener: (e: unknown) => void) => this.clicked.push(listener),
        removeEventListener: (_: string, listener: (e: unknown) => void) => { this.clicked.splice(this.clicked.indexOf(listener), 1); },
      },
    });
  }

  get now(): string {
    return this.past[this.at]!;
  }

  get entries(): string[] {
    return this.past.slice(0, this.at + 1);
  }

  back(): void {
    this.at--;
    [...this.popped].forEach((listener) => listener());
  }

  /** Clicks a link; true where the page took the click for itself. */
  click(href: string, more: { download?: boolean; ctrlKey?: boolean; shiftKey?: boolean; metaKey?: boolean; button?: number } = {}): boolean {
    let taken = false;
    const link = href.startsWith('/') ? { hasAttribute: (name: string) => name === 'download' && more.download === true, getAttribute: () => href } : null;
    const event = { button: 0, ctrlKey: false, shiftKey: false, metaKey: false, ...more, target: { closest: () => link }, preventDefault: () => { taken = true; } };
    [...this.clicked].forEach((listener) => listener(event));
    return taken;
  }

  private push(to: string): void {
    this.past.splice(this.at + 1, Infinity, to);
    this.at++;
  }
}
