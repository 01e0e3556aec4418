import type { GetStaticProps } from 'next'
import { useEffect, useState } from 'react'
import { Badge } from '../components/badge'
import { read } from '../data/source'
import '../styles/home.css'

interface Props {
  greeting: string
}

export const getStaticProps: GetStaticProps<Props> = async () => ({
  props: { greeting: (await read<string>('/greeting')) ?? 'marker-of-a-data-function' },
})

export default function Home({ greeting }: Props) {
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  return (
    <main>
      <h1 className="title">{greeting}</h1>
      <Badge>{process.env.NEXT_PUBLIC_GREETING}</Badge>
      <p id="stage">{process.env.NEXT_PUBLIC_STAGE}</p>
      <p id="awake">{isAwake ? 'awake' : 'asleep'}</p>
      <img src="/assets/picture.svg" alt="A dot" width={8} height={8} />
    </main>
  )
}
