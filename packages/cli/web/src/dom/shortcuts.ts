/** Single keys that do something while nothing is typed. */
export function onShortcut(actions: Readonly<Record<string, () => void>>): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, dialog') !== null)
      return
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    action()
  })
}
