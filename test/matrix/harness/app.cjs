'use strict'

const [folder] = process.argv.slice(2)
const kit = require(`../../sdk-majors/${folder}/sdk.cjs`)
void import('./app.ts').then(({ main }) => main(folder, kit))
