/** The part of the OTLP/JSON trace format that the matrix reads. */
export interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly scope: { readonly name: string }; readonly spans: readonly OtlpSpan[] }[]
  }[]
}

export interface OtlpSpan {
  readonly traceId: string
  readonly spanId: string
  readonly name: string
  readonly attributes: readonly { readonly key: string; readonly value: OtlpValue }[]
  /** 2 is an error. */
  readonly status?: { readonly code?: number }
}

interface OtlpValue {
  readonly stringValue?: string
  readonly intValue?: number | string
  readonly doubleValue?: number
  readonly boolValue?: boolean
}

/** The attributes with a plain value; lists are left out. */
export function attributesOf(span: OtlpSpan): Readonly<Record<string, string | number | boolean | undefined>> {
  return Object.fromEntries(span.attributes.map(({ key, value }) => [key, plain(value)]))
}

function plain({ stringValue, intValue, doubleValue, boolValue }: OtlpValue): string | number | boolean | undefined {
  return stringValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? doubleValue ?? boolValue
}
