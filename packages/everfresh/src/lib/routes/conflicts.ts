/** Finds routes that cannot be told apart, before a visitor does. */
import type { Pattern, Segment } from './pattern.ts'

interface RouteFile {
  readonly pattern: Pattern
  readonly file: string
}

/**
 * Returns one sentence per conflict: two files for one route, two names for the parameter at one place, a required and
 * an optional catch-all side by side, or an optional catch-all beside the page that it would also match.
 */
export function conflictsOf(routes: readonly RouteFile[]): string[] {
  return [...duplicates(routes), ...namesThatDiffer(routes), ...optionalCatchAlls(routes), ...reserved(routes)]
}

function duplicates(routes: readonly RouteFile[]): string[] {
  return [...groupBy(routes, ({ pattern }) => pattern.source)]
    .filter(([, group]) => group.length > 1)
    .map(([source, group]) => {
      const files = group.map(({ file }) => file).join(' and ')
      return `Several files are the page "${source}": ${files}. Keep one of them.`
    })
}

/** Parameters at one place must have one name, or a page would depend on which file happened to be read first. */
function namesThatDiffer(routes: readonly RouteFile[]): string[] {
  const places = routes.flatMap(({ pattern }) =>
    pattern.segments.flatMap((segment, index) =>
      segment.kind === 'static' ? [] : [{ place: placeOf(pattern, index), segment, source: pattern.source }],
    ),
  )
  return [...groupBy(places, ({ place, segment }) => `${place}/${segment.kind}`).values()].flatMap((group) => {
    const other = group.find(({ segment }) => segment.value !== group[0]!.segment.value)
    if (!other) return []
    const [first, second] = [group[0]!, other]
    return [
      `"${first.source}" and "${second.source}" call the same parameter "${first.segment.value}" and ` +
        `"${second.segment.value}". Use one name.`,
    ]
  })
}

function optionalCatchAlls(routes: readonly RouteFile[]): string[] {
  const problems: string[] = []
  for (const { pattern } of routes) {
    const last = pattern.segments.at(-1)
    if (last?.kind !== 'optional-catch-all') continue
    const place = placeOf(pattern, pattern.segments.length - 1)
    for (const other of routes) {
      if (placeOf(other.pattern, other.pattern.segments.length) === place) {
        problems.push(`"${other.pattern.source}" and "${pattern.source}" both match the same path. Remove one of them.`)
      }
      if (isCatchAllAt(other.pattern, place)) {
        problems.push(`"${other.pattern.source}" and "${pattern.source}" are catch-alls of the same place. Keep one.`)
      }
    }
  }
  return problems
}

function isCatchAllAt({ segments }: Pattern, place: string): boolean {
  return segments.at(-1)?.kind === 'catch-all' && placeOf({ segments }, segments.length - 1) === place
}

function reserved(routes: readonly RouteFile[]): string[] {
  return routes
    .filter(({ pattern }) => pattern.segments[0]?.kind === 'static' && pattern.segments[0].value === '_next')
    .map(({ file }) => `${file}: URLs that begin with "/_next/" are reserved.`)
}

/** Names the place of segment `index`: what comes before it, whatever the parameters there are called. */
function placeOf({ segments }: { readonly segments: readonly Segment[] }, index: number): string {
  return segments
    .slice(0, index)
    .map(({ kind, value }) => (kind === 'static' ? `/${value}` : `/[${kind}]`))
    .join('')
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(nameOf(item))
    if (group) group.push(item)
    else groups.set(nameOf(item), [item])
  }
  return groups
}
