import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A span as the collector's file exporter writes it, with its attributes in one object. */
export interface CollectedSpan {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** A collector that runs as a process of its own. */
export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly otlpUrl: string
  /** What Prometheus would scrape now. */
  readonly scrape: () => Promise<string>
  /** All spans that have arrived. */
  readonly spans: () => CollectedSpan[]
  readonly stop: () => Promise<void>
}

const MOST_STARTUP_MILLIS = 20_000

/** Starts a collector with `collector.yaml` and waits until it answers. */
export async function startCollector(binary: string): Promise<Collector> {
  const folder = mkdtempSync(join(tmpdir(), 'costspan-collector-'))
  const tracesFile = join(folder, 'traces.jsonl')
  const [otlpPort, prometheusPort] = await freePorts(2)
  const child = spawn(binary, ['--config', join(import.meta.dirname, 'collector.yaml')], {
    env: { OTLP_PORT: String(otlpPort), PROMETHEUS_PORT: String(prometheusPort), TRACES_FILE: tracesFile },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (text: Buffer) => void (log += text.toString()))
  const exited = once(child, 'exit')

  const scrape = async (): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${prometheusPort}/metrics`)
    return response.text()
  }
  const isUp = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`the collector ended with ${child.exitCode}:\n${log}`)
    return scrape().then(
      () => true,
      () => false,
    )
  }
  const deadline = Date.now() + MOST_STARTUP_MILLIS
  while (!(await isUp())) {
    if (Date.now() > deadline) throw new Error(`the collector does not answer:\n${log}`)
    await sleep(50)
  }

  return {
    otlpUrl: `http://127.0.0.1:${otlpPort}`,
    scrape,
    spans: () => readSpans(readFileSync(tracesFile, 'utf8')),
    async stop() {
      child.kill('SIGTERM')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Ports that were free a moment ago: the collector tells nobody which port it has got. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

/** The parts of OTLP JSON that are read here. */
interface TracesDocument {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly { readonly name: string; readonly attributes: readonly KeyValue[] }[]
    }[]
  }[]
}
interface KeyValue {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

function readSpans(jsonLines: string): CollectedSpan[] {
  return jsonLines
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => (JSON.parse(line) as TracesDocument).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans }) => spans)
    .map(({ name, attributes }) => ({
      name,
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    }))
}
