/** Lets the site's own `.js` files hold JSX, as Pages Router sites do. */
import { transformWithOxc, type Plugin } from 'vite'

export function jsxInJs(): Plugin {
  return {
    name: 'everfresh:jsx-in-js',
    enforce: 'pre',
    async transform(code, id) {
      const file = id.split('?', 1)[0]!
      if (!file.endsWith('.js') || file.includes('/node_modules/') || file.startsWith('\0') || !code.includes('<'))
        return null
      return transformWithOxc(code, file, { lang: 'jsx', jsx: { runtime: 'automatic' } })
    },
  }
}
