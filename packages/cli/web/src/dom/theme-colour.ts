/** A colour of the style sheet as canvases need it: resolved for the theme that is shown. */
export function themeColour(name: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
