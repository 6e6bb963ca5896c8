// Sentry as its documentation switches it on, with an address that discards.
import { init } from '@sentry/node'

init({ dsn: 'http://bench@127.0.0.1:9/1', tracesSampleRate: 1 })
