import Link from 'next/link'
import { useRouter } from 'next/router'
import { forwardRef, useEffect, useState, type AnchorHTMLAttributes } from 'react'

const Fancy = forwardRef<HTMLAnchorElement, AnchorHTMLAttributes<HTMLAnchorElement>>(function Fancy(props, ref) {
  return <a ref={ref} className="fancy" {...props} />
})

/** Links of every kind, and what became of clicks on them. */
export default function Links() {
  const [told, setTold] = useState<string[]>([])
  const router = useRouter()
  const tell = (what: string) => setTold((before) => [...before, what])

  useEffect(() => {
    router.prefetch('/headed/one')
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once
  }, [])

  return (
    <main>
      <h1>Links</h1>
      <p id="told">{told.join()}</p>
      <Link href="/about" replace>
        in its place
      </Link>
      <Link href="/links?tab=2" shallow>
        shallow
      </Link>
      <Link href="/about" onClick={(event) => (event.preventDefault(), tell('prevented'))}>
        prevented
      </Link>
      <Link href="/about" onNavigate={(event) => (event.preventDefault(), tell('kept'))}>
        kept
      </Link>
      <Link href="/about" legacyBehavior>
        <a onClick={() => tell('legacy')}>legacy</a>
      </Link>
      <Link href="/about" legacyBehavior passHref>
        <Fancy>fancy</Fancy>
      </Link>
      <Link href="/things/[id]" as="/things/1">
        disguised
      </Link>
      <Link href={{ pathname: '/things/[id]', query: { id: '2', from: 'links' } }}>by object</Link>
      <Link href="/about" target="_blank">
        elsewhere
      </Link>
      <Link href="/robots.txt" download="rules.txt">
        download
      </Link>
      <Link href="/about" target="_self">
        here
      </Link>
      <Link href="https://other.example/">another site</Link>
      <Link href="mailto:shop@other.example">write</Link>
      <Link href="/about" prefetch={false}>
        <b>nested</b>
      </Link>
    </main>
  )
}
