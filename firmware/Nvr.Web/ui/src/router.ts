/** A place fills the stage and returns what undoes it. `part` is what stands for ":part" in its address. */
export type Place = (stage: HTMLElement, query: URLSearchParams, part: string) => () => void;

let places: Record<string, Place> = {};
let stage: HTMLElement;
let leave: () => void = () => {};
let onChange: (path: string) => void = () => {};
let mayLeave: () => boolean = () => true;
let shown = '';

export function startRouter(element: HTMLElement, all: Record<string, Place>, changed: (path: string) => void): void {
  [stage, places, onChange] = [element, all, changed];
  addEventListener('popstate', back);
  document.addEventListener('click', followLink);
}

/** Leaves the place that is shown; for when nobody is signed in any longer. */
export function stopRouter(): void {
  removeEventListener('popstate', back);
  document.removeEventListener('click', followLink);
  leave();
  leave = () => {};
  mayLeave = () => true;
}

/** A place that holds something unsaved is asked before another is shown. */
export function guard(question: () => boolean): void {
  mayLeave = question;
}

export function go(address: string): void {
  if (!mayLeave()) {
    return;
  }
  if (address !== location.pathname + location.search) {
    history.pushState(null, '', address);
  }
  show();
}

/** Writes the present state into the address bar without a new step in the history. */
export function note(address: string): void {
  shown = address;
  history.replaceState(null, '', address);
}

export function show(): void {
  leave();
  mayLeave = () => true;
  stage.replaceChildren();
  const [name, part] = placeAt(location.pathname);
  shown = location.pathname + location.search;
  onChange(name);
  leave = places[name]!(stage, new URLSearchParams(location.search), part);
}

function placeAt(path: string): [string, string] {
  for (const name of Object.keys(places)) {
    const found = new RegExp(`^${name.replace(':part', '([^/]+)')}$`).exec(path);
    if (found) {
      return [name, found[1] ?? ''];
    }
  }
  return ['/', ''];
}

/** The address has changed already when the question is asked: it is put back where somebody stays. */
function back(): void {
  if (mayLeave()) {
    show();
  } else {
    history.pushState(null, '', shown);
  }
}

function followLink(event: MouseEvent): void {
  const link = (event.target as Element).closest?.('a[href^="/"]');
  if (link && !link.hasAttribute('download') && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    go(link.getAttribute('href')!);
  }
}
