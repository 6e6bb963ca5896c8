import { startPage } from './start-page.ts'
import { startTheme } from './parts/theme-button.ts'

startTheme()
await startPage(document.body)
