type Child = Node | string | null | undefined | false;
type Props = Record<string, string | boolean | number | EventListener | undefined>;

/** Makes an element. Properties beginning with "on" are listeners, true and false are bare attributes, text is never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  put(element, ...children);
  return element;
}

/** Replaces the children. */
export function put(element: Element, ...children: Child[]): void {
  element.replaceChildren(...children.filter((c): c is Node | string => c !== null && c !== undefined && c !== false));
}

/** Changes text only when it differs, so that screen readers and layout are left alone. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

const svgSpace = 'http://www.w3.org/2000/svg';

/** Makes an element of a drawing. */
export function s<K extends keyof SVGElementTagNameMap>(tag: K, props: Record<string, string | number> = {}, ...children: SVGElement[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgSpace, tag);
  Object.entries(props).forEach(([name, value]) => element.setAttribute(name, String(value)));
  element.append(...children);
  return element;
}
