-- Reports over the calls that clickhouse.yaml writes. Run one with:
--   clickhouse-client --param_from='2026-11-01' --param_to='2026-12-01' --queries-file clickhouse-reports.sql

-- One row a call, with its amounts as numbers.
CREATE VIEW IF NOT EXISTS otel.llm_calls AS
SELECT
    Timestamp AS at,
    ServiceName AS service,
    SpanAttributes['gen_ai.operation.name'] AS operation,
    SpanAttributes['gen_ai.provider.name'] AS provider,
    if(SpanAttributes['gen_ai.response.model'] != '', SpanAttributes['gen_ai.response.model'], SpanAttributes['gen_ai.request.model']) AS model,
    if(SpanAttributes['costspan.feature'] != '', SpanAttributes['costspan.feature'], 'unattributed') AS feature,
    SpanAttributes['costspan.team'] AS team,
    SpanAttributes['costspan.tenant'] AS tenant,
    SpanAttributes['costspan.tier'] AS tier,
    SpanAttributes['user.id'] AS user,
    SpanAttributes['costspan.cost.status'] AS status,
    SpanAttributes['costspan.cost.unpriced_reason'] AS unpriced_reason,
    SpanAttributes['costspan.price.version'] AS price_version,
    toInt64OrZero(SpanAttributes['costspan.cost.nano_usd']) AS nano_usd,
    toUInt64OrZero(SpanAttributes['gen_ai.usage.input_tokens']) AS input_tokens,
    toUInt64OrZero(SpanAttributes['gen_ai.usage.output_tokens']) AS output_tokens,
    toUInt64OrZero(SpanAttributes['gen_ai.usage.cache_read.input_tokens']) AS cache_read_tokens,
    Duration / 1e6 AS milliseconds,
    TraceId AS trace
FROM otel.otel_traces
WHERE SpanAttributes['costspan.cost.status'] != '';

-- What was spent, by feature and team.
SELECT feature, team, count() AS calls, sum(nano_usd) / 1e9 AS usd, sum(input_tokens) AS input, sum(output_tokens) AS output
FROM otel.llm_calls
WHERE at >= {from:DateTime} AND at < {to:DateTime}
GROUP BY feature, team
ORDER BY sum(nano_usd) DESC;

-- The mix of models, and what a call of each costs.
SELECT provider, model, count() AS calls, sum(nano_usd) / 1e9 AS usd, sum(nano_usd) / count() / 1e9 AS usd_per_call,
    round(100 * sum(nano_usd) / sum(sum(nano_usd)) OVER (), 1) AS percent
FROM otel.llm_calls
WHERE at >= {from:DateTime} AND at < {to:DateTime}
GROUP BY provider, model
ORDER BY sum(nano_usd) DESC;

-- Spend by day.
SELECT toDate(at) AS day, count() AS calls, sum(nano_usd) / 1e9 AS usd
FROM otel.llm_calls
WHERE at >= {from:DateTime} AND at < {to:DateTime}
GROUP BY day
ORDER BY day;

-- The users who cost most.
SELECT user, tier, count() AS calls, sum(nano_usd) / 1e9 AS usd
FROM otel.llm_calls
WHERE at >= {from:DateTime} AND at < {to:DateTime} AND user != ''
GROUP BY user, tier
ORDER BY sum(nano_usd) DESC
LIMIT 50;

-- The dearest traces, to be looked at in Jaeger or Tempo.
SELECT trace, any(feature) AS feature, count() AS calls, sum(nano_usd) / 1e9 AS usd
FROM otel.llm_calls
WHERE at >= {from:DateTime} AND at < {to:DateTime}
GROUP BY trace
ORDER BY sum(nano_usd) DESC
LIMIT 50;

-- How much of the input the prompt caches had.
SELECT feature, model, sum(cache_read_tokens) / sum(input_tokens) AS cached_share
FROM otel.llm_calls
WHERE at >= {from:DateTime} AND at < {to:DateTime} AND input_tokens > 0
GROUP BY feature, model
ORDER BY cached_share;

-- Calls whose cost is not known: unknown is not zero.
SELECT status, unpriced_reason, provider, model, count() AS calls, max(at) AS last
FROM otel.llm_calls
WHERE at >= {from:DateTime} AND at < {to:DateTime} AND status IN ('unpriced', 'invalid', 'unobserved')
GROUP BY status, unpriced_reason, provider, model
ORDER BY calls DESC;
