/** A place fills the stage and returns what undoes it. */
export type Place = (stage: HTMLElement, query: URLSearchParams) => () => void;

let places: Record<string, Place> = {};
let stage: HTMLElement;
let leave: () => void = () => {};
let onChange: (path: string) => void = () => {};

export function startRouter(element: HTMLElement, all: Record<string, Place>, changed: (path: string) => void): void {
  [stage, places, onChange] = [element, all, changed];
  addEventListener('popstate', show);
  document.addEventListener('click', followLink);
}

/** Leaves the place that is shown; for when nobody is signed in any longer. */
export function stopRouter(): void {
  removeEventListener('popstate', show);
  document.removeEventListener('click', followLink);
  leave();
  leave = () => {};
}

export function go(address: string): void {
  if (address !== location.pathname + location.search) {
    history.pushState(null, '', address);
  }
  show();
}

/** Writes the present state into the address bar without a new step in the history. */
export function note(address: string): void {
  history.replaceState(null, '', address);
}

export function show(): void {
  leave();
  stage.replaceChildren();
  const path = places[location.pathname] ? location.pathname : '/';
  onChange(path);
  leave = places[path]!(stage, new URLSearchParams(location.search));
}

function followLink(event: MouseEvent): void {
  const link = (event.target as Element).closest?.('a[href^="/"]');
  if (link && !link.hasAttribute('download') && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    go(link.getAttribute('href')!);
  }
}
