import dynamic from 'next/dynamic'
import picture from '../components/dot.svg?url'

const Later = dynamic(() => import('../components/later'), { ssr: false })

export default function Lazy() {
  return (
    <>
      <h1>Lazy</h1>
      <img id="dot" src={picture} alt="" />
      <Later />
    </>
  )
}
