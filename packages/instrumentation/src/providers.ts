import type { Provider } from './provider.ts'
import { anthropic } from './providers/anthropic/provider.ts'
import { openai } from './providers/openai/provider.ts'

/** All providers. To add one, write its file and its line here. */
export const providers: readonly Provider[] = [openai, anthropic]
