import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { GO_TOOLS } from '../tools/go-tools.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../../..')
const CONFIG = join(ROOT, 'collector-config')

function program(name: string): string {
  return inject('programs')[name] ?? name
}

interface ComposeProject {
  readonly services: Readonly<Record<string, ComposeService>>
}

interface ComposeService {
  readonly image: string
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly command?: readonly string[]
  readonly ports?: readonly { readonly host_ip?: string }[]
  readonly volumes?: readonly { readonly type: string; readonly source: string }[]
}

async function compose(): Promise<ComposeProject> {
  const { stdout } = await run(program('compose-spec'), ['docker-compose.yml'], { cwd: ROOT })
  return parse(stdout) as ComposeProject
}

describe('docker-compose.yml', () => {
  it('conforms to the compose specification and starts all servers from pinned images', async () => {
    const { services } = await compose()
    expect(Object.keys(services).toSorted()).toEqual([
      'alert-webhook',
      'alertmanager',
      'collector',
      'demo',
      'grafana',
      'health',
      'jaeger',
      'prometheus',
      'redis',
      'tempo',
    ])
    const images = Object.values(services).map(({ image }) => image)
    expect(images.filter((image) => !/:v?\d+\.\d+/.test(image))).toEqual([])
  })

  it('mounts files that are there, and listens on this machine only', async () => {
    const services = Object.values((await compose()).services)
    const mounted = services.flatMap(({ volumes = [] }) => volumes.filter(({ type }) => type === 'bind'))
    expect(mounted.length).toBeGreaterThan(5)
    for (const { source } of mounted) await expect(run('test', ['-e', source], { cwd: ROOT })).resolves.toBeDefined()
    const hosts = services.flatMap(({ ports = [] }) => ports.map(({ host_ip }) => host_ip))
    expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']))
  })

  it('asks each server for its health, by a neighbour where its image has no program that could', async () => {
    const { services } = await compose()
    const unasked = Object.entries(services).filter(([, { healthcheck }]) => healthcheck === undefined)
    expect(unasked.map(([name]) => name).toSorted()).toEqual(['collector', 'tempo'])
    const asked = services['health']?.healthcheck?.test.join(' ') ?? ''
    expect(unasked.filter(([name]) => !asked.includes(`http://${name}:`))).toEqual([])
  })

  it('runs checks of health that succeed and fail', async () => {
    const up = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
    await once(up, 'listening')
    const { port } = up.address() as AddressInfo
    const [, ...command] = (await compose()).services['health']?.healthcheck?.test ?? []
    const script = (collector: string): string =>
      (command.at(-1) ?? '')
        .replace('http://collector:13133', collector)
        .replace('http://tempo:3200', `http://127.0.0.1:${port}`)
    await expect(run(process.execPath, ['-e', script(`http://127.0.0.1:${port}`)])).resolves.toBeDefined()
    await expect(run(process.execPath, ['-e', script('http://127.0.0.1:9')])).rejects.toThrow('Command failed')
    up.close()
  })

  it('starts Prometheus with all that the counters of the collector need', async () => {
    const { services } = await compose()
    expect(services['prometheus']?.command).toEqual(
      expect.arrayContaining(['--web.enable-otlp-receiver', '--enable-feature=created-timestamp-zero-ingestion']),
    )
  })

  it('has the versions that are tested here', async () => {
    const images = Object.values((await compose()).services).map(({ image }) => image)
    const tested = GO_TOOLS.flatMap(({ image }) => image?.name ?? [])
    expect(tested.filter((image) => !images.includes(image))).toEqual([])
    const { version } = (
      parse(readFileSync(join(ROOT, 'test/stack/collector-builder.yaml'), 'utf8')) as {
        dist: { version: string }
      }
    ).dist
    expect(images).toContain(`otel/opentelemetry-collector-contrib:${version}`)
  })
})

describe('the configuration of', () => {
  it('Prometheus is one that it reads, with its rules', async () => {
    await expect(
      run(program('promtool'), ['check', 'config', `${CONFIG}/prometheus/prometheus.yml`]),
    ).resolves.toBeDefined()
  })

  it.each([['severity=page'], ['severity=ticket']])('Alertmanager sends %s to somebody', async (label) => {
    const file = `${CONFIG}/alertmanager/alertmanager.yml`
    const { stdout } = await run(program('amtool'), ['config', 'routes', 'test', `--config.file=${file}`, label])
    expect(stdout.trim()).toBe('webhook')
  })
})
