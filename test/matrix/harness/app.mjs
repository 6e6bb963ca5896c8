import { main } from './app.ts'

const [folder] = process.argv.slice(2)
const home = folder === 'many' ? '../many' : `../../sdk-majors/${folder}`
const kit = await import(`${home}/sdk.mjs`)
await main(folder, kit)
