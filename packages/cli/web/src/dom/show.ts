import type { Child } from './element.ts'

/** Puts new content into a container; what had the focus has it again where the new content has its `data-key`. */
export function show(container: HTMLElement, ...children: readonly Child[]): void {
  const { activeElement } = document
  const key = container.contains(activeElement) ? (activeElement as HTMLElement).dataset['key'] : undefined
  container.replaceChildren(...children.filter((child) => child !== undefined))
  if (key !== undefined) container.querySelector<HTMLElement>(`[data-key=${CSS.escape(key)}]`)?.focus()
}
