import { usdToNano } from '@costspan/cost/prices'

/** An amount of USD as nano-USD; negative ones are credits. Undefined when it is no amount. */
export function signedUsdToNano(usd: string | number): bigint | undefined {
  const text = String(usd).trim()
  const magnitude = usdToNano(text.replace(/^-/, ''))
  return magnitude === undefined || !text.startsWith('-') ? magnitude : -magnitude
}

/** An amount of cents, as Anthropic writes it: "123.45" is $1.2345. */
export function signedCentsToNano(cents: string | number): bigint | undefined {
  const text = String(cents).trim()
  return /e/i.test(text) ? signedUsdToNano(Number(text) / 100) : signedUsdToNano(`${text}e-2`)
}
