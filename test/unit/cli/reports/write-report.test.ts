import { createLedger } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../../packages/cli/src/reports/period/build-report.ts'
import { slackMessage } from '../../../../packages/cli/src/reports/delivery/slack-message.ts'
import { writeReport } from '../../../../packages/cli/src/reports/write-report.ts'
import { madeCall } from '../../../support/made-call.ts'
import { HOSTILE_USER, NOW, storyLedger } from './story-ledger.ts'

const report = await buildReport(storyLedger(), { toMillis: NOW })
const mail = { from: 'costs@example.com', to: 'finance@example.com' }

describe('a report in words', () => {
  it('says what was spent, by whom, how the month ends, and how efficient it was', () => {
    expect(writeReport(report, { maxNames: 3 })).toMatchInlineSnapshot(`
      "LLM cost of the week
      2026-03-23 00:00 to 2026-03-30 00:00 UTC, beside 2026-03-16 00:00 to 2026-03-23 00:00

      Summary
                                     now       change
        spent                   $87.3600            =
        in the stretch before   $87.3600
        calls                        168            =
        cost per call          $0.520000            =
        cost per user           $10.9200      8 users
        cost per session         $7.9418  11 sessions
        2026-03 will have cost $386.88, with 80 % certainty $386.16 to $387.60; $361.92 is spent

      Anomalies of 14 days
        None

      By feature
        feature      cost   share  change  calls   per call        p95    largest  input  output
        chat     $84.0000  96.2 %       =     84  $1.000000  $1.000000  $1.000000  84.0k   8.40k
        search    $3.3600   3.8 %       =     84  $0.040000  $0.040000  $0.040000  84.0k   8.40k

      By user
        user          cost   share  change  calls   per call        p95    largest  input  output
        user-0    $12.0000  13.7 %       =     12  $1.000000  $1.000000  $1.000000  12.0k   1.20k
        user-1    $12.0000  13.7 %       =     12  $1.000000  $1.000000  $1.000000  12.0k   1.20k
        6 others  $63.3600  72.5 %       =    144  $0.440000             $1.000000   144k   14.4k

      By team
        team         cost   share  change  calls   per call        p95    largest  input  output
        support  $84.0000  96.2 %       =     84  $1.000000  $1.000000  $1.000000  84.0k   8.40k
        search    $3.3600   3.8 %       =     84  $0.040000  $0.040000  $0.040000  84.0k   8.40k

      By tier
        tier              cost   share  change  calls   per call        p95    largest  input  output
        unattributed  $84.0000  96.2 %       =     84  $1.000000  $1.000000  $1.000000  84.0k   8.40k
        pro            $3.3600   3.8 %       =     84  $0.040000  $0.040000  $0.040000  84.0k   8.40k

      By model
        model            cost    share  change  calls   per call        p95    largest  input  output
        gpt-4o-mini  $87.3600  100.0 %       =    168  $0.520000  $1.000000  $1.000000   168k   16.8k

      Efficiency
        of a call                     mean    p95
        input tokens                 1.00k  1.00k
        output tokens                  100    100
        output for each input token   0.10   0.10

        token class      cost   share
        input        $65.5200  75.0 %
        output       $21.8400  25.0 %

        share                           now  before        target
        retries, of cost              0.0 %   0.0 %   at most 5 %
        fallbacks, of cost            0.0 %   0.0 %  at most 10 %
        answers cut off               0.0 %   0.0 %   at most 5 %
        calls without a price         0.0 %   0.0 %   at most 0 %
        cache hits, of all calls      0.0 %   0.0 %
        prompt cache reads, of input  0.0 %   0.0 %
        retrieved context, of cost    0.0 %   0.0 %

        answers ended by  calls    share
        stop                168  100.0 %

      Findings
        None
      "
    `)
  })

  it('in Markdown and in a mail says the same', () => {
    expect(writeReport(report, { format: 'markdown' })).toContain('| chat | $84.0000 | 96.2 % | = |')
    const message = writeReport(report, { format: 'mail', mail })
    const [text, html] = [...message.matchAll(/base64\r\n\r\n([\s\S]+?)\r\n\r?\n?--/g)].map(([, body = '']) =>
      Buffer.from(body, 'base64').toString(),
    )
    expect(text).toBe(writeReport(report))
    expect(html).toBe(writeReport(report, { format: 'html' }))
  })

  it('says so when there were no calls', async () => {
    const empty = await buildReport(createLedger(), { toMillis: NOW })
    expect(writeReport(empty)).toContain('No LLM calls in this time')
  })
})

it('names the dearest of ten thousand features, and sums up the others', async () => {
  const ledger = createLedger()
  for (let index = 0; index < 10_000; index += 1) {
    const startUnixNano = BigInt(NOW - 3_600_000) * 1_000_000n
    ledger.addCall(madeCall({ feature: `feature-${index}`, nanoUsd: 1_000_000n + BigInt(index), startUnixNano }))
  }
  const many = await buildReport(ledger, { toMillis: NOW })
  expect(many.by.feature.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)).toBe(many.total.nanoUsd)
  const text = writeReport(many, { maxNames: 3 })
  const rows = text.split('\n').filter((line) => /feature-\d+|others/.test(line))
  expect(rows.map((line) => line.trim().split(/ {2,}/)[0])).toEqual(['feature-9999', 'feature-9998', '9998 others'])
  expect(text.length).toBeLessThan(20_000)
})

describe('a user id of ten thousand characters with markup', () => {
  it.each(['text', 'markdown', 'html', 'mail'] as const)(
    'is a short text without control characters in %s',
    (format) => {
      const written = writeReport(report, { format, mail })
      expect(written).not.toContain('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
      // oxlint-disable-next-line no-control-regex -- that there is no control character is the point
      expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
    },
  )

  it.each(['markdown', 'html', 'mail'] as const)('is no markup in %s', (format) => {
    expect(writeReport(report, { format, mail })).not.toContain('<script>')
  })

  it('is shown in HTML as what it is, on a page that runs nothing', () => {
    const html = writeReport(report, { format: 'html' })
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;|**x**')
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  it('breaks no table of Markdown', () => {
    const rows = writeReport(report, { format: 'markdown' })
      .split('\n')
      .filter((line) => line.includes('script'))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.match(/(?<!\\)\|/g)).toHaveLength(11)
  })

  it('is whole in JSON', () => {
    const { by_user: users } = JSON.parse(writeReport(report, { format: 'json' }))
    expect(users.map(({ name }: { name: string }) => name)).toContain(HOSTILE_USER)
  })

  it('formats nothing in Slack', () => {
    const { text } = slackMessage({ ...report, by: { ...report.by, feature: report.by.user.toReversed() } })
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toContain('**')
  })
})
