import { anthropic } from './anthropic.ts'
import { awsCur } from './aws-cur.ts'
import { focus } from './focus.ts'
import { openai } from './openai.ts'
import { openrouter } from './openrouter.ts'
import type { StatementSource } from './statement-source.ts'

/** All sources, in the order in which they are asked whether a file is theirs. To add one, write its file and its line here. */
export const STATEMENT_SOURCES: readonly StatementSource[] = [openai, anthropic, openrouter, focus, awsCur]
