// The smallest application: it imports the SDK and makes a client.
import OpenAI from 'openai'
import { reportStart } from '../../start-up/report-start.mjs'

reportStart(new OpenAI({ apiKey: 'sk-bench' }).chat)
