import { z } from 'zod'

/** What a run of tests cost, as the reporters of `@costspan/testing` write it; of that, what a comparison needs. */
export interface TestRun {
  readonly version: 1
  readonly tests: readonly {
    readonly file: string
    readonly name: string
    readonly sites: readonly TestSite[]
  }[]
}

/** The calls of one place in the application, told by its feature and operation. */
export interface TestSite {
  readonly feature: string
  readonly operation: string
  readonly models: readonly string[]
  readonly calls: number
  /** Those of them without a known price: in no amount. */
  readonly unpricedCalls: number
  /** Whole nano-USD as text. */
  readonly nanoUsd: string
}

const SITE: z.ZodType<TestSite> = z.object({
  feature: z.string(),
  operation: z.string(),
  models: z.array(z.string()),
  calls: z.int().min(0),
  unpricedCalls: z.int().min(0).default(0),
  nanoUsd: z.string().regex(/^\d+$/, 'expected whole nano-USD such as "4038000"'),
})

const RUN: z.ZodType<TestRun> = z.object({
  version: z.literal(1),
  tests: z.array(z.object({ file: z.string(), name: z.string(), sites: z.array(SITE) })),
})

/** @throws TypeError that names the file, the place in it, and what was expected */
export function parseTestRun(text: string, file: string): TestRun {
  const parsed = RUN.safeParse(json(text, file))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new TypeError(`${file} is no file of test costs: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TypeError(`${file} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
