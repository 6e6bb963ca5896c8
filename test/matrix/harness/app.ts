import { sdks } from './sdks.ts'

/** Plays all scenarios of one SDK, which `app.mjs` has imported or `app.cjs` has required, and prints what was noticed. */
export async function main(folder: string, kit: unknown): Promise<void> {
  const play = sdks[folder.split('-')[0] ?? '']
  if (play === undefined)
    throw new TypeError(`no scenarios for ${folder}, expected one of ${Object.keys(sdks).join(', ')}`)
  process.stdout.write(JSON.stringify(await play(folder, kit)))
}
