import { runCommandLine } from '@costspan/cli'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** Own prices of `my-llama-*`, and 15 % off the list prices of OpenAI. */
const SETTINGS = fileURLToPath(new URL('../../fixtures/prices/settings.yaml', import.meta.url))

interface Printed {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

function price(...args: readonly string[]): Promise<Printed> {
  return priceWith({}, ...args)
}

async function priceWith(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Printed> {
  let stdout = ''
  let stderr = ''
  const exitCode = await runCommandLine(['price', ...args], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env,
  })
  return { exitCode, stdout, stderr }
}

const BATCH_CALL = ['claude-sonnet-4-5', '--input', '250000', '--cache-read', '200000', '--output', '900']
const IN_MARCH = ['--tier', 'batch', '--at', '2026-03-01']

/** What changes with each new price data: its version, and the days on which pages were read. */
function withoutDates(text: string): string {
  return text.replace(/genai-prices-\S+/, '<version>').replaceAll(/read \d{4}-\d{2}-\d{2}/g, 'read <day>')
}

describe('costspan price', () => {
  it('shows each rate, the amount at it, and the page that states it', async () => {
    const { exitCode, stdout } = await price(...BATCH_CALL, ...IN_MARCH)
    expect([exitCode, withoutDates(stdout)]).toEqual([
      0,
      `claude-sonnet-4-5, tier batch, at 2026-03-01T00:00:00.000Z
price data: <version>

           quantity    rate                  cost
input        50,000   $3.00  /M tokens      $0.15  [1][2]
output          900  $11.25  /M tokens  $0.010125  [1][2]
cacheRead   200,000   $0.30  /M tokens      $0.06  [1][2]
total                                   $0.220125

[1] https://www.anthropic.com/pricing#api (read <day>)
[2] https://platform.claude.com/docs/en/build-with-claude/batch-processing (read <day>, tier batch, 0.5 x the standard price)
`,
    ])
  })

  it('prints the same as JSON, with exact integers as text', async () => {
    const { exitCode, stdout } = await price(...BATCH_CALL, ...IN_MARCH, '--json')
    const day = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)
    const sources = [
      { url: 'https://www.anthropic.com/pricing#api', checked: day },
      {
        url: 'https://platform.claude.com/docs/en/build-with-claude/batch-processing',
        checked: day,
        serviceTier: 'batch',
        times: 0.5,
      },
    ]
    expect([exitCode, JSON.parse(stdout)]).toEqual([
      0,
      {
        model: 'claude-sonnet-4-5',
        service_tier: 'batch',
        at: '2026-03-01T00:00:00.000Z',
        matched_model: 'claude-sonnet-4-5',
        price_version: expect.stringMatching(/^genai-prices-/),
        total_nano_usd: '220125000',
        lines: [
          { what: 'input', quantity: 50_000, rate_pico_usd: '3000000', pico_usd: '150000000000', sources },
          { what: 'output', quantity: 900, rate_pico_usd: '11250000', pico_usd: '10125000000', sources },
          { what: 'cacheRead', quantity: 200_000, rate_pico_usd: '300000', pico_usd: '60000000000', sources },
        ],
      },
    ])
  })

  it('shows all rates of a model when no amounts are given', async () => {
    const { stdout } = await price('gpt-4o', '--provider', 'azure')
    expect(stdout).toMatch(/^gpt-4o, of azure, at /)
    expect(stdout).toMatch(/\ncacheRead +\$1\.25 {2}\/M tokens +\[1\]\n/)
    expect(stdout).not.toContain('total')
  })

  it('prices units, and shows fractions of a nano-dollar', async () => {
    const { stdout } = await price('gpt-4o', '--units', 'tool.web_search=3,tool.file_search=1', '--input', '1_000')
    expect(stdout).toMatch(/\ntool\.web_search +3 +\$0\.01 {2}\/unit +\$0\.03 {2}\[1\]\n/)
    expect(stdout).toMatch(/\ntotal +\$0\.035\n/)
    const cheap = await price('openai/text-embedding-3-small', '--input', '13', '--tier', 'batch')
    expect(cheap.stdout).toMatch(/\ninput +13 +\$0\.01 {2}\/M tokens +\$0\.00000013/)
  })

  it.each([
    ['text-embedding-3-small', '$0.02'],
    ['embed-v4.0', '$0.12'],
    ['amazon.titan-embed-text-v2:0', '$0.02'],
  ])('finds the provider of an embedding model by its bare name: %s', async (model, rate) => {
    const { stdout } = await price(model, '--input', '1_000_000')
    expect(stdout).toContain(`\ninput  1,000,000  ${rate}  /M tokens`)
  })

  it('ends with exit code 1 for a model without a price, and names models with a similar name', async () => {
    const { exitCode, stdout, stderr } = await price('claude-sonet-4-5')
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain('no price for claude-sonet-4-5: unknown_provider\nModels with a similar name:\n')
    expect(stderr).toContain('  claude-sonnet-4-5  (anthropic)\n')
  })

  it.each(['COSTSPAN_CONFIG', 'TOKENMETER_CONFIG', '--config'])(
    'takes prices and discounts from the settings that %s names',
    async (by) => {
      const others = { COSTSPAN_CONFIG: 'other.yaml', TOKENMETER_CONFIG: 'another.yaml' }
      const priced = (...args: readonly string[]): ReturnType<typeof price> =>
        by === '--config' ? priceWith(others, ...args, by, SETTINGS) : priceWith({ [by]: SETTINGS }, ...args)
      const own = await priced('my-llama-70b', '--input', '1000', '--json')
      expect(JSON.parse(own.stdout)).toMatchObject({ price_version: 'user', total_nano_usd: '200000' })
      const discounted = await priced('gpt-4o', '--input', '1000', '--at', '2026-11-01', '--json')
      expect(JSON.parse(discounted.stdout)).toMatchObject({
        total_nano_usd: '2125000',
        list_total_nano_usd: '2500000',
        lines: [{ what: 'input', rate_pico_usd: '2125000', list_rate_pico_usd: '2500000' }],
      })
      const shown = await priced('gpt-4o', '--input', '1000', '--at', '2026-11-01')
      expect(shown.stdout).toContain('\n\n$0.0025 before the discounts of the settings\n')
      const rates = await priced('gpt-4o', '--at', '2026-11-01')
      expect(rates.stdout).toContain(
        '\nbefore the discounts of the settings: input $2.50, output $10.00, cacheRead $1.25,',
      )
    },
  )

  it('ends with exit code 2 for settings that are not there or wrong', async () => {
    const { exitCode, stderr } = await price('gpt-4o', '--config', 'nowhere.yaml')
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('nowhere.yaml')])
  })

  it.each([
    [['gpt-4o', '--tier', 'flex'], 'no price for gpt-4o, flex: unknown_service_tier'],
    [['gpt-4o', '--units', 'moons=1'], 'no price for gpt-4o: the price has no rate for moons'],
    [['gpt-4o', '--input', '1', '--cache-read', '2'], 'no price for gpt-4o: '],
    [['qqqqqqqqqqqqqqqqqqqqqqqq'], 'no price for qqqqqqqqqqqqqqqqqqqqqqqq: unknown_provider\n'],
  ])('ends with exit code 1 and says why there is no price: %j', async (args, message) => {
    const { exitCode, stderr } = await price(...args)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`costspan price: ${message}`)])
  })

  it.each([
    [[], 'expected one model, got none'],
    [['a', 'b'], 'expected one model, got a b'],
    [['gpt-4o', '--inptu', '1'], "Unknown option '--inptu'"],
    [['gpt-4o', '--input', '1.5'], '--input is "1.5", expected a whole number of tokens'],
    [['gpt-4o', '--at', '2026'], '--at is "2026", expected a day such as 2026-03-01'],
    [['gpt-4o', '--units', 'tool.web_search'], '--units has "tool.web_search", expected a unit and how many'],
  ])('ends with exit code 2 for wrong arguments: %j', async (args, message) => {
    const { exitCode, stdout, stderr } = await price(...args)
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringContaining(message) })
  })
})
