/** The rules that the configuration's `compiler` is checked by, and its final form. */
import { z } from 'zod'

const options = z.record(z.string(), z.unknown())

const pattern = z.string().refine(isRegularExpression, 'must be a regular expression')

function isRegularExpression(source: string): boolean {
  try {
    return RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}

const constants = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export const compilerSchema = z.object({
  styledComponents: z.union([z.boolean(), options]).optional(),
  emotion: z.union([z.boolean(), options]).optional(),
  removeConsole: z.union([z.boolean(), z.object({ exclude: z.array(z.string()).optional() })]).optional(),
  reactRemoveProperties: z.union([z.boolean(), z.object({ properties: z.array(pattern).optional() })]).optional(),
  define: constants.optional(),
  defineServer: constants.optional(),
  // Our compiler knows `<style jsx>` without being told.
  styledJsx: z.union([z.boolean(), options]).optional(),
})

/** What a site's own sources go through while they are compiled. */
export interface CompilerSettings {
  /** Options of the transform, false for none. */
  readonly styledComponents: Readonly<Record<string, unknown>> | false
  /** Options of @emotion/babel-plugin, false for none. */
  readonly emotion: Readonly<Record<string, unknown>> | false
  /** Methods of `console` that stay, false when all do. */
  readonly removeConsole: readonly string[] | false
  /** Properties of elements that go, as regular expressions; false for none. */
  readonly reactRemoveProperties: readonly string[] | false
  /** Replaced in all code, and in the server's. */
  readonly define: Readonly<Record<string, string | number | boolean>>
  readonly defineServer: Readonly<Record<string, string | number | boolean>>
}

/** Without patterns of its own, `reactRemoveProperties` takes away what tests find elements by. */
const testProperties = ['^data-test']

/** Brings the forms that Next.js accepts into one. */
export function compilerSettingsOf(given: z.output<typeof compilerSchema> = {}): CompilerSettings {
  const { styledComponents, emotion, removeConsole, reactRemoveProperties, define = {}, defineServer = {} } = given
  return {
    styledComponents: optionsOf(styledComponents),
    emotion: optionsOf(emotion),
    removeConsole: listOf(removeConsole, (value) => value.exclude, []),
    reactRemoveProperties: listOf(reactRemoveProperties, (value) => value.properties, testProperties),
    define,
    defineServer,
  }
}

const optionsOf = (given: boolean | Record<string, unknown> | undefined) => (given === true ? {} : (given ?? false))

function listOf<Options>(
  given: boolean | Options | undefined,
  list: (options: Options) => readonly string[] | undefined,
  all: readonly string[],
): readonly string[] | false {
  if (typeof given === 'boolean') return given && all
  return given === undefined ? false : (list(given) ?? all)
}
