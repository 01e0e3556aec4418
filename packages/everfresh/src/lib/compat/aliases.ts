/** Which of our modules stands in for which import of `next`, and what to use in place of those that have none. */

/** What sites import. File names in this folder, without extension. */
const publicModules: Readonly<Record<string, string>> = {
  next: 'next',
  'next/app': 'next-app',
  'next/compat/router': 'next-compat-router',
  'next/config': 'next-config',
  'next/constants': 'next-constants',
  'next/document': 'next-document',
  'next/dynamic': 'next-dynamic',
  'next/error': 'next-error',
  'next/form': 'next-form',
  'next/head': 'next-head',
  'next/image': 'next-image',
  'next/legacy/image': 'next-legacy-image',
  'next/link': 'next-link',
  'next/navigation': 'next-navigation',
  'next/router': 'next-router',
  'next/script': 'next-script',
  'next/server': 'next-server',
  'next/web-vitals': 'next-web-vitals',
  'styled-jsx': 'styled-jsx',
  'styled-jsx/css': 'styled-jsx-css',
  'styled-jsx/style': 'styled-jsx-style',
}

/** What libraries and their tests import. */
const deepModules: Readonly<Record<string, string>> = {
  'next/types': 'next',
  'next/dist/client/components/navigation': 'next-navigation',
  'next/dist/client/form': 'next-form',
  'next/dist/client/image-component': 'next-image-component',
  'next/dist/client/legacy/image': 'next-legacy-image',
  'next/dist/client/link': 'next-link',
  'next/dist/client/request-idle-callback': 'next-idle-callback',
  'next/dist/client/router': 'next-router',
  'next/dist/client/script': 'next-script',
  'next/dist/client/with-router': 'next-with-router',
  'next/dist/pages/_app': 'next-app',
  'next/dist/pages/_document': 'next-document',
  'next/dist/pages/_error': 'next-error',
  'next/dist/shared/lib/app-router-context': 'next-contexts',
  'next/dist/shared/lib/app-router-context.shared-runtime': 'next-contexts',
  'next/dist/shared/lib/constants': 'next-constants',
  'next/dist/shared/lib/dynamic': 'next-dynamic',
  'next/dist/shared/lib/head': 'next-head',
  'next/dist/shared/lib/head-manager-context': 'next-contexts',
  'next/dist/shared/lib/head-manager-context.shared-runtime': 'next-contexts',
  'next/dist/shared/lib/hooks-client-context.shared-runtime': 'next-contexts',
  'next/dist/shared/lib/image-external': 'next-image',
  'next/dist/shared/lib/router-context': 'next-contexts',
  'next/dist/shared/lib/router-context.shared-runtime': 'next-contexts',
  'next/dist/shared/lib/runtime-config.external': 'next-config',
  'next/dist/shared/lib/utils': 'next-shared-utils',
}

export const compatModules: Readonly<Record<string, string>> = { ...publicModules, ...deepModules }

/** Imports that are compiled away, and what to do about one that cannot be. */
export const compiledImports: Readonly<Record<string, string>> = {
  'next/font/google': 'Import it by an import declaration, and assign what each font returns to a constant.',
  'next/font/local': 'Import it by an import declaration, and assign what it returns to a constant.',
}

const appRouter = 'It belongs to the App Router, and this is the Pages Router.'

/** What to do about an import that we have nothing for. One sentence or two, for an error message. */
export const unsupportedImports: Readonly<Record<string, string>> = {
  'next/amp': 'AMP was removed from Next.js as well; render ordinary pages.',
  'next/cache': `${appRouter} Return "tags" from getStaticProps, and call res.revalidate() in an API route.`,
  'next/client': 'Use the router of "next/router".',
  'next/headers': `${appRouter} Read req.headers and req.cookies in getServerSideProps or an API route.`,
  'next/og': 'Draw the image in an API route with a library of your choice.',
}

/**
 * What libraries for both routers import beside what they use here: by name, what they expect to find. Each throws when it is
 * called.
 */
export const namesInLibraries: Readonly<Record<string, readonly string[]>> = {
  'next/cache': [
    ...['cacheLife', 'cacheTag', 'refresh', 'revalidatePath', 'revalidateTag', 'unstable_cache', 'unstable_cacheLife'],
    ...['unstable_cacheTag', 'unstable_expirePath', 'unstable_expireTag', 'unstable_noStore', 'updateTag'],
  ],
  'next/headers': ['cookies', 'draftMode', 'headers'],
  'next/og': ['ImageResponse'],
}

/** What to do about any other import of `next`. */
export const otherwiseUnsupported = 'It is not part of the Pages Router; remove the import.'

/** The name that an import goes by here: ESM libraries add the file's ending. */
export const importName = (source: string): string => source.replace(/\.js$/, '')

/** Whether an import is one that this file is about. */
export const isFrameworkImport = (source: string): boolean => /^(?:next|styled-jsx)(?:\/|$)/.test(source)
