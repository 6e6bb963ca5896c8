import { runCommandLine } from '@costspan/cli'

/** The help of every command, as the terminal shows it. */
export async function commandsReference(): Promise<string> {
  const overview = await helpOf('--help')
  const names = [...overview.matchAll(/^ {2}([a-z-]+) /gm)].flatMap(([, name]) => name ?? [])
  const sections: string[] = []
  for (const name of names) sections.push(`## costspan ${name}\n\n${block(await helpOf(name, '--help'))}`)
  for (const words of SUBCOMMANDS) {
    sections.push(`## costspan ${words.join(' ')}\n\n${block(await helpOf(...words, '--help'))}`)
  }
  return `# Commands\n\n${block(overview)}\n\n${sections.join('\n\n')}\n`
}

/** Commands whose help depends on the word after their name. */
const SUBCOMMANDS = [
  ['generate', 'collector'],
  ['generate', 'rules'],
  ['generate', 'dashboards'],
] as const

async function helpOf(...args: readonly string[]): Promise<string> {
  let text = ''
  await runCommandLine(args, {
    stdout: { write: (part) => (text += part) },
    stderr: { write: () => undefined },
    env: {},
  })
  return text.trimEnd()
}

function block(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``
}
