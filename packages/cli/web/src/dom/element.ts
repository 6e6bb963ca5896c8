/** What an element is made with. Attributes are plain names; `false` and `undefined` leave one out. */
export interface ElementParts {
  readonly class?: string
  /** Values of CSS custom properties; a style attribute would be refused by the page's policy. */
  readonly vars?: Readonly<Record<string, string>>
  readonly on?: Readonly<Record<string, (event: Event) => void>>
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>
}

export type Child = Node | string | undefined

/**
 * Makes an element. Texts become text nodes: nothing on this page is ever parsed as markup, so names that users of an
 * application chose are shown as they are.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  parts: ElementParts = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  furnish(made, parts, children)
  return made
}

/** The same for drawings. */
export function drawing<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  parts: ElementParts = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  furnish(made, parts, children)
  return made
}

function furnish(made: HTMLElement | SVGElement, parts: ElementParts, children: readonly Child[]): void {
  if (parts.class !== undefined) made.setAttribute('class', parts.class)
  for (const [name, value] of Object.entries(parts.vars ?? {})) made.style.setProperty(name, value)
  for (const [name, listener] of Object.entries(parts.on ?? {})) made.addEventListener(name, listener)
  for (const [name, value] of Object.entries(parts.attributes ?? {})) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.filter((child) => child !== undefined))
}
