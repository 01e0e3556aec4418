/** What `compiler.emotion` asks for: the Babel plugin that comes with @emotion/react, and its `css` property. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { PluginItem } from '@babel/core'
import { EverfreshError } from '../errors.ts'
import type { SiteBabelOptions } from './site-babel.ts'

/** @throws EverfreshError INVALID_CONFIG when the site has no @emotion/react. */
export function emotionPlugin({ root, mode, compiler: { emotion } }: SiteBabelOptions): PluginItem[] {
  if (emotion === false) return []
  const site = createRequire(join(root, 'package.json'))
  try {
    const plugin = createRequire(site.resolve('@emotion/react')).resolve('@emotion/babel-plugin')
    return [[plugin, { sourceMap: mode === 'development', ...emotion }]]
  } catch (cause) {
    const message =
      'compiler.emotion needs @emotion/react. Install it (npm install @emotion/react), or remove the option.'
    throw new EverfreshError('INVALID_CONFIG', message, { cause })
  }
}
