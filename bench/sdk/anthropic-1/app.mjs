// The smallest application: it imports the SDK and makes a client.
import Anthropic from '@anthropic-ai/sdk'
import { reportStart } from '../../start-up/report-start.mjs'

reportStart(new Anthropic({ apiKey: 'sk-bench' }).messages)
