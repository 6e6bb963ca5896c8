import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'

/** A series of `promtool test rules`: its name with labels, and its values in promtool's notation. */
export interface InputSeries {
  readonly series: string
  readonly values: string
}

/** What promtool says of rules or of tests of rules. */
export interface Verdict {
  readonly passed: boolean
  readonly output: string
}

/** The name under which a test file finds the rules. */
export const RULES_FILE = 'costspan-rules.yml'

/**
 * Tests rules with `promtool test rules`. The groups are evaluated in the order of the file: in any other, which is what
 * promtool takes by itself, a rule that reads what another group records would find nothing younger than one interval.
 */
export function testRules(
  programs: Readonly<Record<string, string>>,
  rules: string,
  evaluationInterval: string,
  test: object,
): Promise<Verdict> {
  const { groups } = parse(rules) as { groups: { name: string }[] }
  const document = {
    rule_files: [RULES_FILE],
    evaluation_interval: evaluationInterval,
    group_eval_order: groups.map(({ name }) => name),
    tests: [test],
  }
  return promtool(programs, ['test', 'rules', 'test.json'], {
    [RULES_FILE]: rules,
    'test.json': JSON.stringify(document),
  })
}

/** Runs promtool on files that lie in one folder, which is where test files look for rules. */
export async function promtool(
  programs: Readonly<Record<string, string>>,
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'costspan-promtool-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const { stdout, stderr } = await promisify(execFile)(programs['promtool'] ?? '', args, {
      cwd: folder,
      maxBuffer: 16 << 20,
    })
    return { passed: true, output: stdout + stderr }
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return { passed: false, output: stdout + stderr || String(error) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
