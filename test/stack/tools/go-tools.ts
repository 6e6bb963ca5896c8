import { join } from 'node:path'

/** A program of another project that the stack tests run, built from its Go module. */
export interface GoTool {
  readonly module: string
  readonly version: string
  /**
   * The checksum of the module, as `go mod download -json` tells it, where the public database of checksums does not have this
   * version: a commit that was never tagged.
   */
  readonly sum?: string
  /** The programs, by the packages of the module that they are. */
  readonly programs: Readonly<Record<string, string>>
  readonly tags?: string
  /** Where the module is a library: the folder with a program of our own around it, whose go.mod has the version. */
  readonly ownProgram?: string
  /** Files that the sources embed and that the module lacks, because building the user interface makes them. */
  readonly placeholders?: readonly string[]
  /** Where the programs are without Go: an image, and its folder with them. Undefined: in none. */
  readonly image?: { readonly name: string; readonly folder: string }
}

/**
 * The versions are those of docker-compose.yml. Jaeger's modules are tagged with the numbers of its first generation: 1.76.0
 * and 2.13.0 are one release.
 */
export const GO_TOOLS: readonly GoTool[] = [
  {
    module: 'github.com/prometheus/prometheus',
    version: 'v0.314.0',
    programs: { prometheus: './cmd/prometheus', promtool: './cmd/promtool' },
    // Service discovery of all clouds would double the time.
    tags: 'remove_all_sd',
    image: { name: 'prom/prometheus:v3.14.0', folder: '/bin' },
  },
  {
    module: 'github.com/prometheus/alertmanager',
    version: 'v0.34.2',
    programs: { alertmanager: './cmd/alertmanager', amtool: './cmd/amtool' },
    placeholders: ['ui/app/dist/index.html'],
    image: { name: 'prom/alertmanager:v0.34.2', folder: '/bin' },
  },
  {
    module: 'github.com/jaegertracing/jaeger',
    version: 'v1.76.0',
    programs: { jaeger: './cmd/jaeger' },
    image: { name: 'jaegertracing/jaeger:2.13.0', folder: '/cmd/jaeger' },
  },
  {
    // Releases of its second generation cannot be had as modules, because its path lacks their /v2; this is a commit between 2.8
    // and 2.9.
    module: 'github.com/grafana/tempo',
    version: 'v1.5.1-0.20250529124718-87c2dc380cec',
    sum: 'h1:wnzJov9RhSHGaTYGzTygL4qq986fLen8xSqnQgaMd28=',
    programs: { tempo: './cmd/tempo' },
    image: { name: 'grafana/tempo:2.9.0', folder: '' },
  },
  {
    // The reader of compose files that Docker Compose itself uses.
    module: 'github.com/compose-spec/compose-go/v2',
    version: 'v2.16.2',
    programs: { 'compose-spec': './cmd' },
  },
  {
    // A Kafka broker in memory, with which the library's own authors test their client. It follows that client closely: a
    // newer one may not build with the client that is released.
    module: 'github.com/twmb/franz-go/pkg/kfake',
    version: 'v0.0.0-20260515175617-8268a5d078c0',
    programs: { 'kafka-broker': '.' },
    ownProgram: join(import.meta.dirname, '../kafka/broker'),
  },
]
