/**
 * Words and phrases that mean the same wherever they stand. The list is short on purpose: `change` and `update`, or `plan` and
 * `subscription`, mean the same in one application and not in another, which says so by synonyms of its own.
 */
const GROUPS: readonly string[] = [
  'sign-in,sign in,log in,log-in,login,signin,logon',
  'sign-out,sign out,log out,log-out,logout,signout,logoff',
  'sign-up,sign up,signup,register',
  'email,e-mail,e mail',
  'buy,purchase',
  'start,begin',
  'photo,picture,photograph',
  'telephone,phone',
  'enable,turn on,switch on,activate',
  'disable,turn off,switch off,deactivate',
  'contact,get in touch with,reach out to',
  'get rid of,dispose of',
  'find out,discover',
  'whole,entire',
  'maybe,perhaps',
  'several,a few,a number of',
  'a-little,a little,a bit',
  'in-front-of,in front of',
  'be,is,are,am',
  'do,does',
  'usd,us dollars,us dollar',
  'kg,kilogram,kilograms,kilo,kilos',
  'g,gram,grams',
  'mg,milligram,milligrams',
  'km,kilometre,kilometres,kilometer,kilometers',
  'metre,metres,meter,meters',
  'cm,centimetre,centimetres,centimeter,centimeters',
  'mm,millimetre,millimetres,millimeter,millimeters',
  'l,litre,litres,liter,liters',
  'ml,millilitre,millilitres,milliliter,milliliters',
  'kb,kilobyte,kilobytes',
  'mb,megabyte,megabytes',
  'gb,gigabyte,gigabytes',
  'tb,terabyte,terabytes',
  'percent,per cent,%',
  'colour,color',
  'favourite,favorite',
  'centre,center',
  'licence,license',
  'catalogue,catalog',
  'grey,gray',
  'summarise,summarize',
  'organise,organize',
  'analyse,analyze',
  'optimise,optimize',
  'initialise,initialize',
  'behaviour,behavior',
  'programme,program',
  'cancelled,canceled',
  'travelling,traveling',
  'have to,has to,need to',
  'maximum,max',
  'minimum,min',
  'versus,vs,vs.',
  'for example,e.g.,eg',
]

/** Phrases, each with what is to stand in its place, the longest first. */
export type SynonymTable = readonly (readonly [phrase: readonly string[], stands: string])[]

/**
 * @param own groups of the application, such as `['plan', 'subscription']`; the first of a group stands for all
 */
export function synonymTable(own: readonly (readonly string[])[] = []): SynonymTable {
  const groups = [...own, ...GROUPS.map((group) => group.split(','))]
  return groups
    .flatMap(([first = '', ...others]) =>
      others.map((other) => [other.toLowerCase().split(' '), first.toLowerCase()] as const),
    )
    .toSorted(([a], [b]) => b.length - a.length)
}
