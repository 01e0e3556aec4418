/** One Vite configuration for `dev` and `build`, so that what a developer sees is what gets built. */
import react from '@vitejs/plugin-react'
import { mergeConfig, type InlineConfig, type PluginOption } from 'vite'
import type { ImageSettings } from '../images/image-settings.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { imageConfigPlugin } from './image-config.ts'
import { imageImports } from './image-imports.ts'
import { jsxInJs } from './jsx-in-js.ts'
import { nextImports } from './next-imports.ts'
import { stripDataFunctions } from './strip-data-functions.ts'
import { virtualEntries } from './virtual-entries.ts'

export interface SiteConfigOptions {
  /** Absolute path of the site. */
  readonly root: string
  readonly basePath: string
  /** Links in documents end in a slash. */
  readonly trailingSlash: boolean
  readonly mode: 'development' | 'production'
  readonly routes: () => SiteRoutes
  readonly reactStrictMode: boolean
  /** Replaced in browser and server code alike: NEXT_PUBLIC_* and the configuration's `env`. */
  readonly publicEnv: Readonly<Record<string, string>>
  readonly images: ImageSettings
  readonly plugins?: readonly PluginOption[]
  /** Where a build writes what browsers fetch. */
  readonly clientDirectory?: string
}

export function siteConfig(options: SiteConfigOptions): InlineConfig {
  const isPage = (file: string) => options.routes().pages.some((page) => page.file === file)
  return mergeConfig<InlineConfig, InlineConfig>(
    {
      root: options.root,
      base: `${options.basePath}/`,
      mode: options.mode,
      configFile: false,
      envDir: false,
      logLevel: 'warn',
      clearScreen: false,
      publicDir: false,
      appType: 'custom',
      define: defines(options),
      // Aliases such as "@/components" are where editors have them from.
      resolve: { dedupe: ['react', 'react-dom'], tsconfigPaths: true },
      plugins: [
        nextImports(),
        imageConfigPlugin(options),
        options.images.disableStaticImages ? null : imageImports(options),
        stripDataFunctions(isPage),
        virtualEntries(options.routes, options.reactStrictMode),
        jsxInJs(),
        react(),
      ],
    },
    { plugins: [...(options.plugins ?? [])] },
  )
}

function defines({ publicEnv, mode }: SiteConfigOptions): Record<string, string> {
  const entries = Object.entries(publicEnv).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)])
  return { ...Object.fromEntries(entries), 'process.env.NODE_ENV': JSON.stringify(mode) }
}
