import { expect, expectTypeOf, test } from 'vitest'
import type {
  GetServerSideProps,
  GetStaticPaths,
  GetStaticProps,
  InferGetServerSidePropsType,
  InferGetStaticPropsType,
  NextApiHandler,
  NextPage,
} from './next.ts'

interface Product {
  name: string
}

test('a page’s props are inferred from its data functions', async () => {
  const getStaticProps = (async ({ params }) => {
    if (params?.['sku'] === 'gone') return { notFound: true, revalidate: 10 }
    if (params?.['sku'] === 'old') return { redirect: { destination: '/new', permanent: false } }
    return { props: { name: 'Lamp' }, revalidate: 10, tags: ['product:lamp'] }
  }) satisfies GetStaticProps<Product>
  const getServerSideProps = (async ({ query }) => ({ props: { q: String(query['q']) } })) satisfies GetServerSideProps
  expectTypeOf<InferGetStaticPropsType<typeof getStaticProps>>().toEqualTypeOf<Product>()
  expectTypeOf<InferGetStaticPropsType<GetStaticProps<Product>>>().toEqualTypeOf<Product>()
  expectTypeOf<InferGetServerSidePropsType<typeof getServerSideProps>>().toEqualTypeOf<{ q: string }>()
  expect(await getStaticProps({})).toHaveProperty('props', { name: 'Lamp' })
})

test('paths may be strings or parameters', () => {
  const getStaticPaths: GetStaticPaths = () => ({ paths: ['/a', { params: { sku: 'b' } }], fallback: 'blocking' })
  // @ts-expect-error -- `fallback` must be given
  const incomplete: GetStaticPaths = () => ({ paths: [] })
  expect([getStaticPaths, incomplete]).toHaveLength(2)
})

test('revalidate takes one path or several, and can be passed to map', () => {
  const handler: NextApiHandler<{ ok: boolean }> = async (_request, response) => {
    await response.unstable_revalidate('/a')
    await response.revalidate(['/a', '/b'])
    await Promise.all(['/a', '/b'].map(response.revalidate))
    response.status(200).json({ ok: true })
  }
  const page: NextPage<Product> = ({ name }) => name
  expect([handler, page]).toHaveLength(2)
})
