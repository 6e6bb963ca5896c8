import { element } from '../dom/element.ts'

/** Switches between light and dark; until it is used the page is as the system is. */
export function themeButton(): HTMLElement {
  return element(
    'button',
    {
      class: 'icon-button',
      on: { click: () => setTheme(isDark() ? 'light' : 'dark') },
      attributes: { type: 'button', 'aria-label': 'Light or dark', title: 'Light or dark', 'data-key': 'theme' },
    },
    element('span', { class: 'theme-icon', attributes: { 'aria-hidden': 'true' } }),
  )
}

/** Takes up what was chosen before, and follows the system where nothing was. */
export function startTheme(): void {
  const chosen = localStorage.getItem(KEY)
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen
  DARK.addEventListener('change', announce)
}

const KEY = 'costspan-theme'
const DARK = matchMedia('(prefers-color-scheme: dark)')

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme']
  return chosen === undefined ? DARK.matches : chosen === 'dark'
}

function setTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = theme
  localStorage.setItem(KEY, theme)
  announce()
}

/** Canvases have their colours drawn into them. */
function announce(): void {
  document.dispatchEvent(new Event('themechange'))
}
