/**
 * A budget store keeps counters, and decides about all counters of a call in one step that nothing can come between.
 *
 * A counter belongs to one budget, unit, window and bucket. It has what was spent, which only grows, and apart from that
 * what is held: the estimates of calls that are under way. A hold that is neither settled nor released expires, so that a
 * process that dies takes no headroom with it; a late settlement is booked all the same, once.
 *
 * A share is a hold that later claims draw from: the part of a run's budget that is kept for a run inside of it.
 *
 * A store is a file of its own, one line in `open-store.ts`, and a test that calls the contract suite.
 */
export interface BudgetStore {
  /** For messages and metrics: `memory`, `sqlite`, `redis`. */
  readonly name: string
  /** What the store's contents are called; another epoch means that the store has lost them since. */
  epoch(): Promise<string>
  /** Holds each claim's amount if all enforced claims fit, else none. */
  reserve(request: ReserveRequest): Promise<ReserveReply>
  /**
   * Holds a share of a counter: as much of the amount as is left of it. A share that is held already only lives longer.
   * A settlement with its id ends it. Gives what the share holds now.
   */
  carve(request: CarveRequest): Promise<bigint>
  /** Turns holds into spending. What is no longer held, because it is settled already, is left out. */
  settle(request: SettleRequest): Promise<SettleReply>
  /** Adds spending that was never held here. Once for each id, for two days. */
  book(request: BookRequest): Promise<SettleReply>
  read(keys: readonly string[], atMillis: number): Promise<readonly Balance[]>
  list(atMillis: number): Promise<readonly Counter[]>
  /** Raises the limit of one counter, or lowers it. */
  raise(request: RaiseRequest): Promise<void>
  /** Whether this is the first time that the latch falls: an alert that is sent once asks here. */
  latch(request: LatchRequest): Promise<boolean>
  close(): Promise<void>
}

/** What a counter holds. */
export interface Balance {
  readonly spent: bigint
  readonly held: bigint
  /** By how much the limit was raised. */
  readonly raised: bigint
}

/** A counter of a store. */
export interface Counter extends Balance {
  readonly key: string
}

/** A call's demand on one counter. */
export interface Claim {
  readonly key: string
  readonly amount: bigint
  /** What spent, held and amount together may be. Undefined: anything. */
  readonly limit: bigint | undefined
  /** Whether the call is refused when it does not fit; else it is only counted. */
  readonly enforced: boolean
  /** When the counter may be forgotten: some time after its window has ended. A later claim keeps it for longer, to the day. */
  readonly keptUntilMillis: number
  /**
   * The id of the share that the amount is drawn from, as far as that goes. What the call does not spend of it goes back to
   * the share while that lives, which is at least as long as the call's own hold.
   */
  readonly share?: string | undefined
}

export interface ReserveRequest {
  readonly id: string
  readonly atMillis: number
  readonly expiresAtMillis: number
  /** The epoch that the caller knows; a store of another one decides nothing, so that it can be filled first. */
  readonly epoch: string | undefined
  readonly claims: readonly Claim[]
}

/**
 * `balances` are those before this call, in the order of the claims. What the share of a claim holds is left out of them,
 * because that is there for this call.
 */
export type ReserveReply =
  | { readonly outcome: 'admitted' | 'refused'; readonly epoch: string; readonly balances: readonly Balance[] }
  | { readonly outcome: 'other_epoch'; readonly epoch: string }

/** What a run inside of a run asks to have kept for it on the counter of the outer one. */
export interface CarveRequest extends Pick<Claim, 'key' | 'limit' | 'keptUntilMillis'> {
  readonly id: string
  /** Nothing asks what a share holds, and makes none. */
  readonly amount: bigint
  readonly atMillis: number
  readonly expiresAtMillis: number
}

/** What is spent on one counter. */
export interface Booking {
  readonly key: string
  readonly amount: bigint
  readonly keptUntilMillis: number
}

export interface SettleRequest {
  readonly id: string
  readonly atMillis: number
  readonly bookings: readonly Booking[]
}

/** `balances` are those afterwards; undefined for a booking that changed nothing. */
export interface SettleReply {
  readonly epoch: string
  readonly balances: readonly (Balance | undefined)[]
}

/** The same as a settlement, but not of holds. */
export type BookRequest = SettleRequest

export interface RaiseRequest {
  readonly key: string
  readonly by: bigint
  readonly atMillis: number
  readonly keptUntilMillis: number
}

export interface LatchRequest {
  readonly key: string
  readonly atMillis: number
  readonly keptUntilMillis: number
}

/** How long it is remembered that a hold has expired, or that something was booked: so late a settlement may come. */
export const REMEMBERED_MILLIS: number = 2 * 86_400_000

/** A counter is kept for longer where a claim asks for more than this: a run that goes on for weeks must not begin anew. */
export const KEPT_STEP_MILLIS: number = 86_400_000

export const NOTHING_SPENT: Balance = { spent: 0n, held: 0n, raised: 0n }
