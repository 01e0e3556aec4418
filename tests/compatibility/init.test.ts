/** `everfresh init`: afterwards a compiler understands a site that is written for Next.js. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runNode } from '../support/child-process.ts'
import { copySite, runCli, type SiteCopy } from '../support/site.ts'

let site: SiteCopy
afterEach(() => site?.remove())

const typedPage = `
import type { GetStaticProps, InferGetStaticPropsType } from 'next'
import Link from 'next/link'
import { useRouter } from 'next/router'
import styles from './typed.module.css'

export const getStaticProps = (async () => ({ props: { stars: 3 }, revalidate: 60 })) satisfies GetStaticProps

export default function Typed({ stars }: InferGetStaticPropsType<typeof getStaticProps>) {
  const { asPath } = useRouter()
  return <Link className={styles.link} href={asPath}>{stars.toFixed(0)}</Link>
}
`

async function compile(directory: string) {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  // Our types are compiled from their sources here; whoever installs the package gets declarations.
  const fromSource = [
    '--customConditions',
    'everfresh-source',
    '--allowImportingTsExtensions',
    '--exactOptionalPropertyTypes',
  ]
  const run = runNode([compiler, '-p', directory, '--pretty', 'false', ...fromSource], directory)
  const { code } = await run.exited
  return { code, errors: run.logs() }
}

test('types of next are found without next, and mistakes are too', async () => {
  site = await copySite('files', { 'pages/typed.tsx': typedPage, 'pages/typed.module.css': '.link {}' })
  const { exitCode, output } = await runCli(site.directory, ['init', site.directory])
  expect([exitCode, output]).toEqual([0, expect.stringContaining('tsconfig.json: created')])
  expect(await compile(site.directory)).toEqual({ code: 0, errors: '' })
  await site.write('pages/typed.tsx', typedPage.replace('stars.toFixed', 'stars.toUpperCase'))
  const { code, errors } = await compile(site.directory)
  expect(code).not.toBe(0)
  expect(errors).toMatch(/typed\.tsx\(\d+,\d+\): error TS2339: Property 'toUpperCase' does not exist/)
})
