import Image from 'next/image'
import LegacyImage from 'next/legacy/image'
import { useState } from 'react'
import dot from '../components/dot.svg'
import photo from '../components/photo.png'

export default function Home({ base, upstream }) {
  const [loaded, setLoaded] = useState('')
  return (
    <main>
      <h1>Images</h1>
      <Image id="imported" src={photo} alt="Imported" placeholder="blur" priority />
      <Image id="public" src={`${base}/photo.jpg`} alt="Public" width={200} height={100} />
      <Image
        id="remote"
        src={`${upstream}/pictures/remote.png`}
        alt="Remote"
        width={64}
        height={64}
        onLoad={(event) => setLoaded(event.currentTarget.id)}
      />
      <Image id="drawing" src={dot} alt="Drawing" />
      <div style={{ position: 'relative', width: 300, height: 150 }}>
        <Image id="filling" src={photo} alt="Filling" fill sizes="300px" quality={50} />
      </div>
      <LegacyImage id="legacy" src={photo} alt="Legacy" width={64} height={32} />
      <p id="loaded">{loaded}</p>
    </main>
  )
}

export const getStaticProps = () => ({
  props: { base: process.env.BASE_PATH ?? '', upstream: process.env.UPSTREAM },
})
