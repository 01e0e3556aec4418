import Image, { getImageProps } from 'next/image'
import profilePic from '../components/me.png'
import type { ImageLoaderProps } from 'next/image'
import type { GetStaticProps } from 'next'

const imageLoader = ({ src, width, quality }: ImageLoaderProps) =>
  `https://images.example/${src}?w=${width}&q=${quality || 75}`

export default function Images({ remote }: { remote: string }) {
  const { props } = getImageProps({ src: '/wide.png', alt: 'As a background', width: 400, height: 200 })
  return (
    <>
      <Image id="local" src={profilePic} alt="The author" placeholder="blur" />
      <Image id="public" src="/wide.png" alt="Wide" width={500} height={250} />
      <Image id="remote" src={remote} alt="From elsewhere" width={64} height={64} />
      <Image id="first" src="/wide.png" alt="The largest" width={500} height={250} preload />
      <Image id="urgent" src="/tall.png" alt="As it used to be" width={50} height={100} priority />
      <Image
        id="mine"
        loader={imageLoader}
        src="me.png"
        alt="By a service"
        width={500}
        height={500}
        unoptimized={false}
      />
      <div style={{ position: 'relative', width: 300, height: 150 }}>
        <Image
          id="fill"
          src={profilePic}
          alt="All of it"
          fill
          sizes="(min-width: 808px) 50vw, 100vw"
          style={{ objectFit: 'cover' }}
        />
      </div>
      <Image id="responsive" src={profilePic} alt="Wide" sizes="100vw" style={{ width: '100%', height: 'auto' }} />
      <Image
        id="blurred"
        src="/wide.png"
        alt="Slow"
        width={80}
        height={40}
        placeholder="blur"
        blurDataURL="data:image/png;base64,iVBORw0KGgo="
      />
      <Image
        id="colored"
        src="/wide.png"
        alt="Grey"
        width={80}
        height={40}
        placeholder="data:image/png;base64,iVBORw0KGgo="
      />
      <Image id="asIs" src="/wide.png" alt="As it is" width={80} height={40} unoptimized />
      <img id="plain" {...props} />
    </>
  )
}

export const getStaticProps: GetStaticProps = async () => ({
  props: { remote: `${process.env.PICTURES}/pictures/remote.png` },
})
