import { diag } from '@opentelemetry/api'
import { type CostContext, withOverhead } from '@costspan/cost'
import { estimateCall } from '../estimate/estimate-call.ts'
import { sessionOf } from '../http/admit-call.ts'
import type { CallGuard } from '../http/call-guard.ts'
import type { WireCall } from '../http/wire-call.ts'
import { reroutedCall } from '../routing/reroute.ts'
import type { Route } from '../routing/router.ts'
import { activeChoice, choiceScope, inChoiceScope } from './choice-scope.ts'
import { lastUserText } from './last-user-text.ts'
import { type CheckedChoice, type Complexity, isComplexity } from './model-choice.ts'

/** A call as it is to be made, and why it goes to another model, if it does. */
export interface ChosenCall {
  readonly call: WireCall
  readonly route: Route | undefined
}

/** Chooses the model of a call by how hard its task is, before anybody else is asked about it. */
export async function chosenCall(
  callGuard: CallGuard,
  call: WireCall,
  context: CostContext,
  atMillis: number,
): Promise<ChosenCall> {
  const asked: ChosenCall = { call, route: undefined }
  const { feature = '' } = context
  const choice = callGuard.choices.find(({ features }) => features.includes(feature))
  const scope = activeChoice()
  if (choice === undefined || scope?.isFixed === true) return asked
  const complexity = scope?.complexity ?? (await classified(choice, call, feature))
  const model = complexity === undefined ? undefined : choice.models[complexity]
  if (model === undefined || model === call.model) return asked
  const request = {
    call,
    feature,
    session: sessionOf(context),
    inputTokens: estimateCall(call, callGuard.prices, atMillis).inputTokens,
    atMillis,
  }
  const other = callGuard.router?.allows(model, request) === true ? reroutedCall(call, model) : undefined
  return other === undefined ? asked : { call: other, route: { from: call.model, to: model, reason: 'complexity' } }
}

/** What a classifier says; one that fails says nothing. */
async function classified(choice: CheckedChoice, call: WireCall, feature: string): Promise<Complexity | undefined> {
  const { classify } = choice
  if (classify === undefined) return undefined
  try {
    const task = { text: lastUserText(call.body), feature, model: call.model }
    const classifying = (): ReturnType<typeof classify> => withOverhead('choice', () => classify(task))
    const complexity = await inChoiceScope(choiceScope({ isFixed: true }), classifying)
    if (complexity === undefined || isComplexity(complexity)) return complexity
    throw new TypeError(`a classifier must give a complexity, got ${JSON.stringify(complexity)}`)
  } catch (problem) {
    diag.warn(`costspan: a call of the feature ${feature} could not be classified; it stays with its model`, problem)
    return undefined
  }
}
