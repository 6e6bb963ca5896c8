import { parseCsv } from '../../budgets/parse-csv.ts'
import { billedModel } from './billed-model.ts'
import type { BilledLine, Statement } from './statement.ts'
import { classOfMeter, tokensOf } from './meter-words.ts'
import { signedUsdToNano } from './signed-usd.ts'
import type { StatementSource } from './statement-source.ts'

/**
 * Files in the FinOps Open Cost and Usage Specification (https://focus.finops.org), as clouds export them and as
 * `costspan export` writes them. Only charges for AI are read; the model is told from the SKU where no column names it.
 */
export const focus: StatementSource = {
  name: 'focus',
  read({ name, text }) {
    if (!/^[^\n]*\bChargePeriodStart\b/.test(text) || !/^[^\n]*\bBilledCost\b/.test(text)) return undefined
    const rows = parseCsv(text).filter(isAi)
    const lines = rows.flatMap(linesOf)
    return {
      name,
      provider: providerOf(rows[0]),
      days: [...new Set(lines.map(({ day }) => day))],
      tellsTiers: rows.some((row) => tierOf(row) !== undefined),
      splitsInput: lines.some(({ billedClass }) => billedClass === 'cache_read'),
      lines,
    } satisfies Statement
  },
}

/** By the column's name in lower case; an empty cell is null. */
type Row = Readonly<Record<string, string>>

function isAi(row: Row): boolean {
  const charged = ['usage', 'adjustment', 'credit', 'tax'].includes((row['chargecategory'] ?? '').toLowerCase())
  const service = `${row['servicecategory'] ?? ''} ${row['servicename'] ?? ''}`
  return charged && /\bAI\b|bedrock|openai|anthropic|vertex|gemini|claude|foundry/i.test(service)
}

function providerOf(row: Row | undefined): string {
  const named = `${row?.['serviceprovidername'] ?? ''} ${row?.['providername'] ?? ''} ${row?.['servicename'] ?? ''}`
  return PROVIDER_WORDS.find(([pattern]) => pattern.test(named))?.[1] ?? named.trim().toLowerCase()
}

const PROVIDER_WORDS: readonly (readonly [RegExp, string])[] = [
  [/bedrock|amazon|\baws\b/i, 'aws.bedrock'],
  [/azure|microsoft/i, 'azure.ai.openai'],
  [/vertex|google/i, 'gcp.vertex_ai'],
  [/openrouter/i, 'openrouter'],
  [/anthropic/i, 'anthropic'],
  [/openai/i, 'openai'],
]

function linesOf(row: Row): readonly BilledLine[] {
  const nanoUsd = signedUsdToNano(row['billedcost'] || '0')
  const day = (row['chargeperiodstart'] ?? '').slice(0, 10)
  const project = row['subaccountid'] || undefined
  if ((row['chargecategory'] ?? '').toLowerCase() !== 'usage') {
    return [{ day, project, nanoUsd, description: row['chargedescription'] || row['chargecategory'] || 'charge' }]
  }
  const meter = `${row['skumeter'] ?? ''} ${row['chargedescription'] ?? ''} ${row['skuid'] ?? ''}`
  const billedClass = classOfMeter(meter)
  const requests = Number(row['x_requestcount'] || Number.NaN)
  return [
    {
      day,
      project,
      nanoUsd,
      model: detailOf(row, 'ModelId') ?? detailOf(row, 'x_Model') ?? (row['x_model'] || billedModel(meter)),
      serviceTier: tierOf(row),
      billedClass,
      tokens: tokensOf(row['consumedquantity'], row['consumedunit'], billedClass),
      ...(Number.isFinite(requests) && { requests }),
    },
  ]
}

function tierOf(row: Row): string | undefined {
  const tier = (row['x_servicetier'] || detailOf(row, 'x_ServiceTier')) ?? undefined
  return tier === 'standard' ? undefined : tier
}

/** A property of the SKU's price, which is a JSON object in one cell. */
function detailOf(row: Row, name: string): string | undefined {
  try {
    const details = JSON.parse(row['skupricedetails'] || '{}') as Readonly<Record<string, unknown>>
    const value = details[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  } catch {
    return undefined
  }
}
