/** Lets the site's own `.js` files hold JSX, as Pages Router sites do. */
import { transformWithOxc, type Plugin } from 'vite'

export interface JsxInJsOptions {
  /** Default: React's own. */
  readonly jsxImportSource?: string
  /** Further transforms, which Vite applies to files of other endings itself. */
  readonly transforms?: NonNullable<Parameters<typeof transformWithOxc>[2]>['plugins'] & object
}

export function jsxInJs({ jsxImportSource, transforms = {} }: JsxInJsOptions = {}): Plugin {
  const jsx = { runtime: 'automatic', ...(jsxImportSource && { importSource: jsxImportSource }) } as const
  const isAlways = Object.keys(transforms).length > 0
  return {
    name: 'everfresh:jsx-in-js',
    enforce: 'pre',
    async transform(code, id) {
      const file = id.split('?', 1)[0]!
      if (!file.endsWith('.js') || file.includes('/node_modules/') || file.startsWith('\0')) return null
      if (!isAlways && !code.includes('<')) return null
      return transformWithOxc(code, file, { lang: 'jsx', jsx, plugins: transforms })
    },
  }
}
