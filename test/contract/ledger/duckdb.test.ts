import { openLedger } from '@costspan/cli'
import { ledgerContract } from './ledger-contract.ts'

ledgerContract(async () => openLedger(':memory:'))
