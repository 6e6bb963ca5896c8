'use strict'

const sdk = require('@aws-sdk/client-bedrock-runtime')

module.exports = { sdk }
