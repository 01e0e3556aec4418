/** What WordNet's pointer symbols mean to a reader, in the order in which a page shows them. */

const labels: ReadonlyMap<string, string> = new Map([
  ['!', 'Opposite'],
  ['&', 'Similar'],
  ['^', 'See also'],
  ['@', 'Broader'],
  ['@i', 'Instance of'],
  ['~', 'Narrower'],
  ['~i', 'Instances'],
  ['#p', 'Part of'],
  ['%p', 'Parts'],
  ['#m', 'Member of'],
  ['%m', 'Members'],
  ['#s', 'Substance of'],
  ['%s', 'Made of'],
  ['=', 'Attribute'],
  ['*', 'Entails'],
  ['>', 'Causes'],
  ['$', 'Related verbs'],
  ['<', 'Participle of'],
  ['\\', 'Derived from'],
  ['+', 'Related forms'],
  [';c', 'Subject'],
  ['-c', 'Words of this subject'],
  [';r', 'Region'],
  ['-r', 'Words of this region'],
  [';u', 'Usage'],
  ['-u', 'Words used so'],
])

export const relationSymbols: readonly string[] = [...labels.keys()]

export const relationLabel = (symbol: string): string => labels.get(symbol) ?? 'Related'

/** The lexicographers' files, as the field of a meaning; the general ones have no name. */
const fields: readonly (string | null)[] = [
  ...[null, null, null, null, 'act', 'animal', 'artifact', 'attribute', 'body', 'cognition', 'communication', 'event'],
  ...['feeling', 'food', 'group', 'place', 'motive', 'natural object', 'person', 'phenomenon', 'plant', 'possession'],
  ...['process', 'quantity', 'relation', 'shape', 'state', 'substance', 'time', 'body', 'change', 'cognition'],
  ...['communication', 'competition', 'consumption', 'contact', 'creation', 'emotion', 'motion', 'perception'],
  ...['possession', 'social', 'being', 'weather', null],
]

export const fieldName = (number: number): string | null => fields[number] ?? null
