import type { Variant } from './variant.ts'

/** Nothing at all: the two copies of the SDK against each other, which shows the noise of the measurement. */
export const bare: Variant = {
  title: 'bare SDK (control: two copies)',
  majors: ['6', '7'],
  hasCost: false,
  switchOn: () => Promise.resolve({ exported: { spans: 0, costUsd: 0 }, flush: () => Promise.resolve() }),
}
