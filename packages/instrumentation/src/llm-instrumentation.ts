import { type Context, context } from '@opentelemetry/api'
import {
  InstrumentationBase,
  type InstrumentationConfig,
  InstrumentationNodeModuleDefinition,
  InstrumentationNodeModuleFile,
} from '@opentelemetry/instrumentation'
import { observeAttempts } from './attempts/observe-attempts.ts'
import { type BatchMethodPatch, meterBatches } from './batch/meter-batches.ts'
import { callContext } from './call/llm-call-context.ts'
import { createOpenCalls, type OpenCalls } from './call/open-calls.ts'
import { type RecordedCall, recordCall } from './call/recorded-call.ts'
import { type ServedBy, servedBy } from './call/served-by.ts'
import { type CallObserver, onceAndNeverThrowing } from './observe/call-observer.ts'
import { type ContentCapture, contentCapture, type ContentOptions } from './content/content-options.ts'
import { functionFiles } from './function-files.ts'
import { type ImportedModule, onImport } from './imported-modules.ts'
import { observeCall } from './observe/observe-call.ts'
import { runInContext } from './observe/run-in-context.ts'
import { patchMethod } from './patch-method.ts'
import type { Method, MethodPatch, Operation, Provider, SdkClient } from './provider.ts'
import { createUsageEstimator, type UsageEstimator } from './tokens/usage-estimator.ts'
import { VERSION } from './version.ts'
import { isInRange, npmRange } from './version-range.ts'

/** How calls are recorded. */
export interface LlmInstrumentationConfig extends InstrumentationConfig {
  /**
   * Asks OpenAI for the usage of streams whose caller did not, and hides the item that brings it. Default false: nothing
   * is put into a request unless it is asked for, and such streams are counted by a tokenizer.
   */
  readonly askForStreamUsage?: boolean
  /** Whether prompts and answers are recorded, and what is taken out of them. Default: they are not. */
  readonly content?: ContentOptions
  /** Counts tokens where a provider sends no usage. Default: a worker thread with a tokenizer. */
  readonly estimator?: UsageEstimator
  /** Further methods to patch, by the name of their provider: for who stands between an SDK and its network. */
  readonly patches?: Readonly<Record<string, readonly MethodPatch[]>>
}

interface ProviderConfig extends LlmInstrumentationConfig {
  readonly provider: Provider
}

/**
 * Makes a span of every call of one SDK. The one class of this package, because OpenTelemetry asks for it.
 *
 * What is patched, and how it is read, stands in the provider; what a caller gets back is the SDK's own object.
 */
export class LlmInstrumentation extends InstrumentationBase<ProviderConfig> {
  readonly #undo: (() => void)[] = []
  readonly #estimator: UsageEstimator
  /** Calls that have not ended. Holds no object of the application, so that what it drops can be collected. */
  readonly #open: OpenCalls = createOpenCalls()
  readonly #batchMethods: readonly BatchMethodPatch[]
  readonly #content: ContentCapture | undefined

  constructor(config: ProviderConfig) {
    // Not enabled by the base class, which would call `enable` before the fields above exist.
    super(`@costspan/instrumentation/${config.provider.name}`, VERSION, { ...config, enabled: false })
    this.#estimator = config.estimator ?? createUsageEstimator()
    this.#content = contentCapture(config.content)
    this.#batchMethods = meterBatches(config.provider.batches, {
      tracer: () => this.tracer,
      isEnabled: () => this.isEnabled(),
      servedBy: (resource) => this.#servedBy(this.#clientOf(resource, [])),
      onProblem: (problem) => this.#onProblem(problem),
    })
    if (config.enabled !== false) this.enable()
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    const { provider } = this.getConfig()
    const versions = [npmRange(provider.versions)]
    const patch = (exports: unknown): unknown => {
      this.patch(exports)
      return exports
    }
    const files = functionFiles(provider).map(
      ({ path }) => new InstrumentationNodeModuleFile(path, versions, patch, () => {}),
    )
    return new InstrumentationNodeModuleDefinition(provider.module, versions, patch, undefined, files)
  }

  override enable(): void {
    if (this.isEnabled()) return
    super.enable()
    this.#undo.push(observeAttempts(), onImport(this.#patchImported))
  }

  override disable(): void {
    super.disable()
    for (const undo of this.#undo.splice(0)) undo()
  }

  /** Patches the module by hand, for bundled applications, where no import is seen: `patch(await import('openai'))`. */
  patch(moduleExports: unknown): void {
    const { name, operations, patches = [], exportsOf } = this.getConfig().provider
    for (const exports of exportsOf?.(moduleExports) ?? [moduleExports]) {
      for (const operation of operations) {
        this.#patchMethod(exports, operation.method, (original) => this.#metered(operation, original))
      }
    }
    const further = this.getConfig().patches?.[name] ?? []
    for (const { method, replace } of [...patches, ...further, ...this.#batchMethods])
      this.#patchMethod(moduleExports, method, replace)
  }

  /** Resolves when the tokens of all ended calls are counted and their spans ended. */
  forceFlush(): Promise<void> {
    return this.#estimator.flush()
  }

  /**
   * Ends what has not ended: calls under way and streams that are not read to the end. For a process that is about to end:
   * what was sent may be billed, and would be lost.
   */
  endOpenCalls(): void {
    for (const observer of this.#open.list()) observer.onEnd({ reason: 'stream-cut' })
  }

  #patchMethod(moduleExports: unknown, method: string, replace: (original: Method) => Method): void {
    const undo = patchMethod(moduleExports, method, replace)
    if (undo === undefined) this._diag.debug(`there is no ${method} to patch`)
    else this.#undo.push(undo)
  }

  #metered(operation: Operation, original: Method): Method {
    const meter = (makeCall: Method): Method => {
      const call = this.#call.bind(this, operation, makeCall)
      return function (this: unknown, ...args) {
        return call(this, args)
      }
    }
    return operation.adapt?.(original, meter) ?? meter(original)
  }

  /** Makes one call. Whatever goes wrong on our side, the SDK's method runs once and its outcome is the caller's. */
  #call(operation: Operation, original: Method, resource: unknown, args: unknown[]): unknown {
    // Another tool may have wrapped our function, so that it stays in place when this is disabled.
    if (!this.isEnabled()) return Reflect.apply(original, resource, args)
    const call = this.#startUnlessBroken(operation, resource, args)
    if (call === undefined) return Reflect.apply(original, resource, args)

    const { observer } = call
    const returned = context.with(call.context, () => applyObserved(original, resource, call.args, observer))
    if (operation.streams === true) this.#runInContext(returned, call.context)
    if (observer === undefined) return returned
    return this.#observed(returned, observer)
  }

  #startUnlessBroken(operation: Operation, resource: unknown, args: unknown[]): StartedCall | undefined {
    try {
      return this.#start(operation, resource, args)
    } catch (problem) {
      this.#onProblem(problem)
      return undefined
    }
  }

  #observed(returned: unknown, observer: CallObserver): unknown {
    try {
      return observeCall(returned, observer)
    } catch (problem) {
      this.#onProblem(problem)
      return returned
    }
  }

  #start(operation: Operation, resource: unknown, args: unknown[]): StartedCall {
    const { provider, askForStreamUsage } = this.getConfig()
    const client = this.#clientOf(resource, args)
    if (provider.tracesItself?.(client) === true) {
      return {
        args,
        context: callContext(context.active(), undefined, { origin: undefined, attempts: [] }),
        observer: undefined,
      }
    }
    const asked = askForStreamUsage === true ? operation.askForUsage?.(args[0]) : undefined
    const recorded = recordCall({
      tracer: this.tracer,
      operation,
      servedBy: this.#servedBy(client),
      params: args[0],
      parent: context.active(),
      estimator: this.#estimator,
      hidesUsage: asked !== undefined,
      seesAttempts: client?.notesAttempts === true || client?.fetch === globalThis.fetch,
      region: client?.region,
      content: this.#content,
    })
    return {
      args: asked === undefined ? args : [asked, ...args.slice(1)],
      context: recorded.context,
      observer: recorded.observer && this.#opened(recorded.observer),
    }
  }

  #clientOf(resource: unknown, [params, options]: readonly unknown[]): SdkClient | undefined {
    return (this.getConfig().provider.clientOf ?? stainlessClient)(resource, params, options)
  }

  #servedBy(client: SdkClient | undefined): ServedBy {
    const { provider } = this.getConfig()
    return servedBy(client?.baseURL, provider.name, provider.nameFor?.(client))
  }

  #opened(observer: CallObserver): CallObserver {
    const once = onceAndNeverThrowing(observer, this.#onProblem, () => this.#open.free(slot))
    const slot = this.#open.add(once)
    return once
  }

  #runInContext(returned: unknown, around: Context): void {
    try {
      runInContext(returned, around)
    } catch (problem) {
      this.#onProblem(problem)
    }
  }

  /** The base class hears of what is required; this hears of what is imported. */
  readonly #patchImported = ({ name, version, exports }: ImportedModule): void => {
    const { provider } = this.getConfig()
    if (name !== provider.module) return
    if (version !== undefined && isInRange(version, provider.versions)) this.patch(exports)
    else this._diag.warn(`${name} ${version} is not metered: it was tested ${npmRange(provider.versions)}`)
  }

  readonly #onProblem = (problem: unknown): void => {
    this._diag.warn('a call could not be recorded', problem)
  }
}

/** The client that the resources of a Stainless SDK belong to. */
function stainlessClient(resource: unknown): SdkClient | undefined {
  return (resource as { _client?: SdkClient } | undefined)?._client
}

/** A call with all that was prepared for it. */
interface StartedCall extends RecordedCall {
  readonly args: unknown[]
}

/** Runs the method; one that throws instead of rejecting has failed all the same. */
function applyObserved(
  original: Method,
  resource: unknown,
  args: unknown[],
  observer: CallObserver | undefined,
): unknown {
  try {
    return Reflect.apply(original, resource, args)
  } catch (error) {
    observer?.onEnd({ reason: 'failed', error })
    throw error
  }
}
