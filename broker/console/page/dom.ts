// Elements made by calls. The only file that sets attributes and text; used by every view.
// Invariant: text reaches the document as text nodes alone, and no caller can set an attribute that runs or loads something.

export type Child = Node | string | undefined
type Handler = (event: never) => void
export type Props = Readonly<Record<string, string | number | boolean | undefined | Handler>>

/** Attributes that hold code, markup or style: nobody needs them here, so nobody can pass a record's content to them. */
const refused = /^(?:on|style$|src|srcdoc$|action$|formaction$)/

/** An element. A function under `onclick` and its like listens; true is an attribute without a value, false and undefined none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  decorate(element, props)
  append(element, children)
  return element
}

/** The same of SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
  decorate(element, props)
  append(element, children)
  return element
}

/** Replaces what is in there. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...children.filter((child) => child !== undefined))
}

/** Leaves a node alone whose text stays: selections survive an update. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) if (child !== undefined) element.append(child)
}

function decorate(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') {
      element.addEventListener(name.replace(/^on/, ''), value as (event: Event) => void)
    } else if (refused.test(name) || (name === 'href' && !String(value).startsWith('#'))) {
      throw new TypeError(`the attribute ${name} is not for this page`)
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value))
    }
  }
}
