/**
 * What remains of a SKU's name when everything that is not the model is taken off: `USE1-Claude4.5Sonnet-input-tokens` is
 * `claude4.5sonnet`. Clouds write models in their own way, so that it is matched loosely, see `match-models.ts`.
 */
export function billedModel(sku: string): string | undefined {
  const [words = ''] = sku.trim().split(/\s+/)
  const model = words
    .replace(/^[A-Z]{2,4}\d?-/, '')
    .replace(/^MP:[A-Z\d]+_/i, '')
    .replace(
      /[-_]?(?:cache[-_]?)?(?:read|write)?[-_]?(?:input|output|prompt|completion)?[-_]?token[-_]?(?:s|count)?.*$/i,
      '',
    )
  return model === '' ? undefined : model.toLowerCase()
}
