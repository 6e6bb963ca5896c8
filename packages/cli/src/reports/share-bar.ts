/** A bar for a share from 0 to 1, in steps of an eighth of a character; anything above 0 shows. */
export function shareBar(share: number, width: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * width * 8)) : 0
  const rest = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? ''
  return `${'█'.repeat(Math.floor(eighths / 8))}${rest}`.padEnd(width)
}
