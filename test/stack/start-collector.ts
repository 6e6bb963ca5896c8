import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CollectedSpan, readSpans } from './collected-spans.ts'
import { freePorts } from './free-ports.ts'

/** What a collector keeps over a restart: its ports, its queues, and the file that it writes spans to. */
export interface CollectorPlace {
  readonly folder: string
  readonly tracesFile: string
  readonly metricsFile: string
  readonly otlpPort: number
  readonly env: Readonly<Record<string, string>>
  readonly remove: () => void
}

/** A collector that runs as a process of its own. */
export interface Collector {
  readonly pid: number
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly otlpUrl: string
  /** What Prometheus would scrape now. */
  readonly scrape: () => Promise<string>
  /** What the collector tells of itself. */
  readonly ownMetrics: () => Promise<string>
  /** All spans that have been written to the place's file. */
  readonly spans: () => CollectedSpan[]
  readonly log: () => string
  /** Ends the process, by default as an operator would. The place stays, if it was given. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

export interface CollectorOptions {
  /** Configurations, of which later ones win. Default: the smallest that ends in Prometheus. */
  readonly configs?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly place?: CollectorPlace
  /** What answers with success when it is up, where it takes no OTLP. Default: its OTLP receiver. */
  readonly readyUrl?: string
}

const MOST_STARTUP_MILLIS = 60_000

/** Finds room for a collector: free ports and an empty folder. */
export async function collectorPlace(): Promise<CollectorPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'costspan-collector-'))
  const tracesFile = join(folder, 'traces.jsonl')
  const metricsFile = join(folder, 'metrics.jsonl')
  const [otlpPort = 0, grpcPort, prometheusPort, healthPort, telemetryPort, repeatPort] = await freePorts(6)
  return {
    folder,
    tracesFile,
    metricsFile,
    otlpPort,
    env: {
      COSTSPAN_OTLP_HTTP: `127.0.0.1:${otlpPort}`,
      COSTSPAN_OTLP_GRPC: `127.0.0.1:${grpcPort}`,
      COSTSPAN_PROMETHEUS: `127.0.0.1:${prometheusPort}`,
      COSTSPAN_HEALTH: `127.0.0.1:${healthPort}`,
      COSTSPAN_TELEMETRY_HOST: '127.0.0.1',
      COSTSPAN_TELEMETRY_PORT: String(telemetryPort),
      COSTSPAN_REPEAT: `127.0.0.1:${repeatPort}`,
      COSTSPAN_QUEUE: join(folder, 'queue'),
      TRACES_FILE: tracesFile,
      METRICS_FILE: metricsFile,
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Starts a collector and waits until it takes telemetry. */
export async function startCollector(binary: string, options: CollectorOptions = {}): Promise<Collector> {
  const { configs = [join(import.meta.dirname, 'collector.yaml')] } = options
  const place = options.place ?? (await collectorPlace())
  const child = spawn(
    binary,
    configs.flatMap((config) => ['--config', config]),
    {
      env: { ...place.env, ...options.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let log = ''
  child.stderr.on('data', (text: Buffer) => void (log += text.toString()))
  const exited = once(child, 'exit')
  const otlpUrl = `http://127.0.0.1:${place.otlpPort}`

  const isUp = (): Promise<boolean> =>
    (options.readyUrl === undefined
      ? fetch(`${otlpUrl}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
      : fetch(options.readyUrl)
    ).then(
      ({ ok }) => ok,
      () => false,
    )
  const deadline = Date.now() + MOST_STARTUP_MILLIS
  while (!(await isUp())) {
    if (child.exitCode !== null) throw new Error(`the collector ended with ${child.exitCode}:\n${log}`)
    if (Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`the collector does not answer:\n${log}`)
    }
    await sleep(50)
  }

  return {
    pid: child.pid ?? 0,
    otlpUrl,
    scrape: () => page(`http://${place.env['COSTSPAN_PROMETHEUS']}/metrics`),
    ownMetrics: () => page(`http://127.0.0.1:${place.env['COSTSPAN_TELEMETRY_PORT']}/metrics`),
    spans: () => readSpans(place.tracesFile),
    log: () => log,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await exited
      if (options.place === undefined) place.remove()
    },
  }
}

async function page(url: string): Promise<string> {
  const response = await fetch(url)
  return response.text()
}
