import { describeCell } from './harness/describe-cell.ts'
import { manyScenarios } from './many/scenarios.ts'

describeCell({ folder: 'many', loadedBy: 'import', isNative: true }, manyScenarios)
