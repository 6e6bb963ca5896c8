import { parseCsv } from '../../budgets/parse-csv.ts'
import { billedModel } from './billed-model.ts'
import { classOfMeter, tokensOf } from './meter-words.ts'
import { signedUsdToNano } from './signed-usd.ts'
import type { BilledLine } from './statement.ts'
import type { StatementSource } from './statement-source.ts'

/**
 * AWS Cost and Usage Reports (CUR 2.0 as CSV, https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html): the
 * lines of Amazon Bedrock, with the model and the class of tokens told by the usage type.
 */
export const awsCur: StatementSource = {
  name: 'aws-cur',
  read({ name, text }) {
    if (!/^[^\n]*line_?item\/?_?usage_?start_?date/i.test(text)) return undefined
    const rows = parseCsv(text).map(normalised).filter(isBedrock)
    const lines = rows.map(lineOf)
    return {
      name,
      provider: 'aws.bedrock',
      days: [...new Set(lines.map(({ day }) => day))],
      tellsTiers: lines.some(({ serviceTier }) => serviceTier !== undefined),
      splitsInput: lines.some(({ billedClass }) => billedClass === 'cache_read'),
      lines,
    }
  },
}

type Row = Readonly<Record<string, string>>

/** The older reports write `lineItem/UsageStartDate` for `line_item_usage_start_date`: both lose all but their letters. */
function normalised(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replaceAll(/[^a-z\d]/g, ''), value]))
}

function isBedrock(row: Row): boolean {
  return /bedrock/i.test(
    `${row['lineitemproductcode'] ?? ''} ${row['productservicecode'] ?? ''} ${row['productproductname'] ?? ''}`,
  )
}

function lineOf(row: Row): BilledLine {
  const usageType = row['lineitemusagetype'] ?? ''
  const nanoUsd = signedUsdToNano(row['lineitemunblendedcost'] || '0')
  const day = (row['lineitemusagestartdate'] ?? '').slice(0, 10)
  const project = row['lineitemusageaccountid'] || undefined
  const billedClass = classOfMeter(usageType)
  if (!/usage/i.test(row['lineitemlineitemtype'] ?? 'Usage') || billedClass === undefined) {
    return { day, project, nanoUsd, description: row['lineitemlineitemdescription'] || usageType || 'charge' }
  }
  return {
    day,
    project,
    nanoUsd,
    model: billedModel(usageType),
    serviceTier: /\b(batch|flex|priority)\b/i.exec(usageType.replaceAll('-', ' '))?.[1]?.toLowerCase(),
    billedClass,
    tokens: tokensOf(row['lineitemusageamount'], row['pricingunit'] || '1K tokens', billedClass),
  }
}
