import type { GetStaticProps } from 'next'

export default function Custom404({ at }: { at: string }) {
  return <h1>{`404 - Page Not Found ${at}`}</h1>
}

export const getStaticProps: GetStaticProps = async () => ({ props: { at: 'here' } })
