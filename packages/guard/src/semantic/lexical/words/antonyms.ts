/** Pairs of opposites: nobody who says the one means the other. */
const PAIRS =
  'accept:decline accept:reject accept:refuse add:remove add:subtract add:delete advantage:disadvantage advantages:disadvantages ' +
  'allow:block allow:deny allow:forbid allow:prevent allowed:forbidden allowed:banned approve:reject approved:rejected ' +
  'approved:denied arrive:depart arrive:leave ascending:descending asset:liability attach:detach attack:defend ' +
  'begin:end best:worst better:worse big:small bigger:smaller biggest:smallest borrow:lend borrows:lends bought:sold buy:sell buyer:seller ' +
  'cheap:expensive cheaper:dearer cheapest:dearest cheapest:expensive cheaper:expensive clean:dirty clockwise:counterclockwise ' +
  'clockwise:anticlockwise close:open closed:open cold:hot cold:warm come:go compress:decompress compress:expand cons:pros ' +
  'con:pro cool:heat cool:warm correct:wrong create:delete create:destroy credit:debit customer:supplier dark:light day:night ' +
  'dead:alive decode:encode decrease:increase decreasing:increasing decrypt:encrypt deep:shallow deposit:withdraw ' +
  'descend:ascend die:live difference:similarity differences:similarities different:same difficult:easy hard:easy hard:soft ' +
  'harder:easier disable:enable disabled:enabled discharge:charge download:upload downgrade:upgrade dry:wet early:late ' +
  'empty:full enter:exit enter:leave even:odd export:import exported:imported exports:imports external:internal fail:pass ' +
  'fail:succeed failed:passed failed:succeeded failure:success fake:real fall:rise false:true fast:slow faster:slower ' +
  'fastest:slowest female:male fewer:more fill:drain find:lose finish:start first:last follow:unfollow found:lost freeze:melt ' +
  'freeze:thaw gain:lose gain:loss give:take global:local good:bad grow:shrink guilty:innocent happy:sad healthy:ill ' +
  'healthy:sick heavy:light heavier:lighter hide:show hidden:visible high:low higher:lower highest:lowest hire:fire ' +
  'import:export inbound:outbound include:exclude including:except including:excluding income:expense income:expenses ' +
  'indoor:outdoor indoors:outdoors inhale:exhale inner:outer input:output inside:outside join:leave join:split joined:left ' +
  'large:small larger:smaller largest:smallest lead:follow length:width lend:borrow less:more load:unload lock:unlock ' +
  'sign-in:sign-out sign-up:unsubscribe long:short longer:shorter longest:shortest loose:tight lose:win loser:winner loss:profit ' +
  'losses:profits love:hate major:minor majority:minority manual:automatic max:min maximise:minimise maximum:minimum ' +
  'merge:split mild:severe mount:unmount mute:unmute near:far nearest:farthest negative:positive new:old newer:older ' +
  'newest:oldest offline:online on:off optimist:pessimist parent:child pass:fail pause:resume permanent:temporary ' +
  'plus:minus poor:rich predecessor:successor private:public problem:solution profit:loss protect:expose pull:push ' +
  'question:answer raise:lower read:write receive:send received:sent remember:forget resign:stay retain:discard right:left ' +
  'right:wrong rough:smooth safe:dangerous safe:unsafe save:spend save:discard sell:buy sender:recipient sender:receiver ' +
  'serial:parallel sharp:blunt sink:float sit:stand sleep:wake start:stop started:stopped start:end strength:weakness ' +
  'strengths:weaknesses strong:weak stronger:weaker subscribe:unsubscribe supply:demand sync:async synchronous:asynchronous ' +
  'tall:short taller:shorter teach:learn teacher:student thick:thin tighten:loosen top:bottom under:over up:down upper:lower ' +
  'vertical:horizontal victory:defeat warm:cold win:lose wide:narrow wider:narrower with:without work:rest young:old ' +
  'younger:older zip:unzip attract:repel accelerate:brake agree:disagree appear:disappear arm:disarm assemble:disassemble ' +
  'believe:doubt benefit:harm benefit:risk benefits:risks bind:release broad:narrow build:demolish captive:free cause:effect ' +
  'cause:treatment causes:effects comedy:tragedy complex:simple conceal:reveal confirm:deny construct:destroy convex:concave ' +
  'dawn:dusk sunrise:sunset employ:dismiss employee:employer evict:admit floor:ceiling fresh:stale guest:host gross:net ' +
  'ingress:egress landlord:tenant liquid:solid lender:borrower mother:father mortal:immortal native:foreign optional:required ' +
  'optional:mandatory peace:war praise:blame predator:prey promote:demote refund:charge reward:punish rural:urban ' +
  'transparent:opaque villain:hero voluntary:compulsory import:export north:south east:west'

const OPPOSITES: ReadonlySet<string> = new Set(
  PAIRS.split(' ').flatMap((pair) => [pair, pair.split(':').toReversed().join(':')]),
)

/** What turns a word into its opposite when it is put before it. */
const PREFIXES = [
  'un',
  'in',
  'im',
  'il',
  'ir',
  'dis',
  'de',
  'non',
  'non-',
  'mis',
  'anti',
  'a',
  'counter',
  'over',
  'under',
]

/** Whether two words are opposites: by the list, by a prefix such as `un`, or by `-ful` and `-less`. */
export function areOpposites(one: string, other: string): boolean {
  if (OPPOSITES.has(`${one}:${other}`)) return true
  if (PREFIXES.some((prefix) => one === prefix + other || other === prefix + one)) return true
  const [stem, end] = [one.replace(/(?:ful|less)$/u, ''), other.replace(/(?:ful|less)$/u, '')]
  return stem === end && stem !== one && end !== other
}
