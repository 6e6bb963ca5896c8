import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from './free-ports.ts'
import { localConfig } from './local-config.ts'
import { startServer, type Server } from './start-server.ts'
import { startWebhook, type Webhook } from './start-webhook.ts'

/** The servers of docker-compose.yml with its configuration files, as processes on free ports of this machine. */
export interface WholeStack {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly otlpUrl: string
  readonly jaegerUrl: string
  readonly tempoUrl: string
  readonly prometheusUrl: string
  readonly webhook: Webhook
  /** Ends Prometheus, and starts it again with what it has on disk. */
  restartPrometheus(): Promise<void>
  stop(): Promise<void>
}

const PORTS = [
  'otlp',
  'otlpGrpc',
  'collectorRepeat',
  'collectorTelemetry',
  'collectorHealth',
  'jaeger',
  'jaegerGrpc',
  'jaegerOtlp',
  'jaegerHealth',
  'prometheus',
  'alertmanager',
  'webhook',
  'tempo',
  'tempoOtlp',
  'tempoGrpc',
  'tempoMembers',
] as const

/** What the collector gets beside its configuration. */
export interface CollectorExtras {
  /** Configurations that win over its own. */
  readonly overlays?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Starts all of it but Grafana, which has no Go module that can be built. */
export async function startWholeStack(
  programs: Readonly<Record<string, string>>,
  collector: string,
  { overlays = [], env = {} }: CollectorExtras = {},
): Promise<WholeStack> {
  const folder = mkdtempSync(join(tmpdir(), 'costspan-stack-'))
  const ports = await freePorts(PORTS)
  const at = (port: (typeof PORTS)[number]): string => `127.0.0.1:${ports[port]}`
  localConfig(folder, {
    'prometheus/prometheus.yml': {
      'collector:8888': at('collectorTelemetry'),
      'alertmanager:9093': at('alertmanager'),
      // A minute between two looks is right for a budget and long for a test.
      'scrape_interval: 15s': 'scrape_interval: 1s',
    },
    'prometheus/rules/costspan.yml': { 'interval: 60s': 'interval: 1s', 'interval: 120s': 'interval: 1s' },
    'alertmanager/alertmanager.yml': { 'alert-webhook:9095': at('webhook') },
    'jaeger/jaeger.yaml': {
      '0.0.0.0:4317': at('jaegerOtlp'),
      '0.0.0.0:16686': at('jaeger'),
      '0.0.0.0:16685': at('jaegerGrpc'),
      '0.0.0.0:13133': at('jaegerHealth'),
    },
    'tempo/tempo.yaml': {
      'http_listen_port: 3200': `http_listen_address: 127.0.0.1
  http_listen_port: ${ports.tempo}
  grpc_listen_address: 127.0.0.1
  grpc_listen_port: ${ports.tempoGrpc}`,
      'usage_report:': `memberlist: { bind_addr: [127.0.0.1], bind_port: ${ports.tempoMembers} }\nusage_report:`,
      '0.0.0.0:4317': at('tempoOtlp'),
      '/var/tempo': join(folder, 'tempo-data'),
    },
  })
  mkdirSync(join(folder, 'queue'))

  const servers: Server[] = []
  const start = async (name: string, args: readonly string[], readyUrl: string, env = {}): Promise<Server> => {
    const server = await startServer({ program: programs[name] ?? name, args, readyUrl, env })
    servers.push(server)
    return server
  }
  const startPrometheus = (): Promise<Server> =>
    start(
      'prometheus',
      [
        `--config.file=${folder}/prometheus/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=${at('prometheus')}`,
        '--web.enable-otlp-receiver',
        '--enable-feature=created-timestamp-zero-ingestion',
      ],
      `http://${at('prometheus')}/-/ready`,
    )

  const webhook = await startWebhook(ports.webhook)
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()))
    await webhook.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await start('jaeger', [`--config=${folder}/jaeger/jaeger.yaml`], `http://${at('jaegerHealth')}/status`)
    await start(
      'tempo',
      [`-config.file=${folder}/tempo/tempo.yaml`],
      // It calls itself ready only after a quarter of a minute; it takes spans before that.
      `http://${at('tempo')}/status/version`,
    )
    const configs = [`${folder}/gateway.yaml`, ...overlays].map((file) => `--config=${file}`)
    await start(collector, configs, `http://${at('collectorHealth')}`, {
      COSTSPAN_HEALTH: at('collectorHealth'),
      COSTSPAN_QUEUE: `${folder}/queue`,
      COSTSPAN_OTLP_GRPC: at('otlpGrpc'),
      COSTSPAN_OTLP_HTTP: at('otlp'),
      COSTSPAN_METRICS_ENDPOINT: `http://${at('prometheus')}/api/v1/otlp/v1/metrics`,
      COSTSPAN_REPEAT: at('collectorRepeat'),
      COSTSPAN_TELEMETRY_HOST: '127.0.0.1',
      COSTSPAN_TELEMETRY_PORT: String(ports.collectorTelemetry),
      COSTSPAN_JAEGER: at('jaegerOtlp'),
      COSTSPAN_TEMPO: at('tempoOtlp'),
      ...env,
    })
    await start(
      'alertmanager',
      [
        `--config.file=${folder}/alertmanager/alertmanager.yml`,
        `--storage.path=${folder}/alerts`,
        `--web.listen-address=${at('alertmanager')}`,
        '--cluster.listen-address=',
      ],
      `http://${at('alertmanager')}/-/ready`,
    )
    let prometheus = await startPrometheus()
    return {
      otlpUrl: `http://${at('otlp')}`,
      jaegerUrl: `http://${at('jaeger')}`,
      tempoUrl: `http://${at('tempo')}`,
      prometheusUrl: `http://${at('prometheus')}`,
      webhook,
      async restartPrometheus() {
        await prometheus.stop()
        prometheus = await startPrometheus()
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
