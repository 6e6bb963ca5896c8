import type { Behaviour } from '@costspan-test/fake-provider'
import { seededRandom, type SeededRandom } from './seeded-random.ts'

/** One request to the application, and how the provider will answer the call that it makes. */
export interface PlannedRequest {
  readonly id: string
  /** When it is sent, from 0 (first) to 1 (last). */
  readonly at: number
  readonly user: string
  readonly path: string
  readonly text: string
  readonly expectedStatus: number
  readonly behaviour: Behaviour
}

/**
 * An afternoon at Acme Docs, the same for the same seed. Everybody chats, searches and summarises; a few review code; and one
 * user on the pro tier has discovered deep analysis and runs it over large documents again and again.
 */
export function planTraffic(seed: number): readonly PlannedRequest[] {
  const random = seededRandom(seed)
  return FEATURES.flatMap(({ requests, plan }) => Array.from({ length: requests }, () => plan(random)))
    .map((request) => ({ ...request, at: random.between(0, 1_000_000) / 1_000_000 }))
    .toSorted((a, b) => a.at - b.at)
    .map((request, index) => ({ expectedStatus: 200, ...request, id: `request-${index + 1}` }))
}

type Sketch = Omit<PlannedRequest, 'id' | 'at' | 'expectedStatus'> & { readonly expectedStatus?: number }

interface FeatureTraffic {
  readonly requests: number
  readonly plan: (random: SeededRandom) => Sketch
}

const EVERYBODY = ['ada', 'grace', 'hana', 'linus', 'margaret', 'ken', 'barbara', 'edsger', 'radia', 'tim'] as const
const DEVELOPERS = ['linus', 'ken', 'margaret'] as const

const FEATURES: readonly FeatureTraffic[] = [
  {
    requests: 72,
    plan: (random) => ({
      user: random.pick(EVERYBODY),
      path: '/support',
      text: random.pick(['How do I share a document?', 'Where is my invoice?', 'Can I undo a merge?']),
      behaviour: { usage: { input: random.between(900, 2_400), cacheRead: 768, output: random.between(60, 260) } },
    }),
  },
  {
    requests: 44,
    plan: (random) => ({ ...deepAnalysis(random), user: 'hana' }),
  },
  {
    requests: 5,
    plan: (random) => ({ ...deepAnalysis(random), user: random.pick(['ada', 'grace', 'linus']) }),
  },
  {
    requests: 24,
    plan: (random) => ({
      user: random.pick(EVERYBODY),
      path: '/summarise',
      text: 'Minutes of the planning meeting',
      behaviour: {
        usage: { input: random.between(4_000, 14_000), output: random.between(500, 1_100), reasoning: 256 },
      },
    }),
  },
  {
    requests: 18,
    plan: (random) => ({
      user: random.pick(DEVELOPERS),
      path: '/review',
      text: 'diff --git a/editor.ts b/editor.ts',
      behaviour: { usage: { input: random.between(3_000, 9_000), output: random.between(400, 900) } },
    }),
  },
  {
    requests: 40,
    plan: (random) => ({
      user: random.pick(EVERYBODY),
      path: '/search',
      text: random.pick(['quarterly report', 'onboarding checklist', 'data retention policy']),
      behaviour: {},
    }),
  },
  {
    requests: 3,
    plan: (random) => ({ user: random.pick(EVERYBODY), path: '/tone', text: 'Hurry up!', behaviour: {} }),
  },
  {
    requests: 4,
    plan: (random) => ({
      user: random.pick(EVERYBODY),
      path: '/support',
      text: 'The provider has a bad moment',
      behaviour: { attempts: [500, 200], retryAfterMillis: 20, usage: { input: 1_200, output: 90 } },
    }),
  },
  {
    requests: 2,
    plan: (random) => ({
      user: random.pick(DEVELOPERS),
      path: '/review',
      text: 'A patch that the provider refuses',
      expectedStatus: 502,
      behaviour: { status: 400 },
    }),
  },
]

/** Three questions of four are about a document that is in the prompt cache already. */
function deepAnalysis(random: SeededRandom): Omit<Sketch, 'user'> {
  const document = random.between(38_000, 62_000)
  const cached = random.between(1, 4) > 1 ? { cacheRead: document } : { cacheWrite: document }
  const usage = { input: document + random.between(200, 900), output: random.between(1_200, 3_000), ...cached }
  return { path: '/analyse', text: 'The whole document, and a question about it', behaviour: { usage } }
}
