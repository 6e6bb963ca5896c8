/** The environment without what would set up Node.js or a tool: a terminal's settings must not reach what is measured. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name)))
}

const SETTINGS = /^(?:NODE_OPTIONS$|OTEL_|OPENAI_|ANTHROPIC_|COSTSPAN_|TOKENMETER_|OPENLIT_|LANGFUSE_|SENTRY_|_?DD_)/
