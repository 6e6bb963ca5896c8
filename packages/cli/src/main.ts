#!/usr/bin/env node
import { runCommandLine } from './commands/run-command-line.ts'
import { outliveClosedPipes } from './terminal/outlive-closed-pipes.ts'

outliveClosedPipes([process.stdout, process.stderr])
process.exitCode = await runCommandLine(process.argv.slice(2), process)
