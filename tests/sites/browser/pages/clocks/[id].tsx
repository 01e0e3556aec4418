import type { GetStaticPaths, GetStaticProps } from 'next'
import { read } from '../../data/source'

export const getStaticPaths: GetStaticPaths = async () => ({ paths: [], fallback: 'blocking' })

/** Old after one second. */
export const getStaticProps: GetStaticProps = async ({ params }) => ({
  props: { time: (await read(`/clocks/${params?.id}`)) ?? 0 },
  revalidate: 1,
})

export default function Clock({ time }: { time: number }) {
  return <h1 id="time">{time}</h1>
}
