import Link from 'next/link'
import { lazy, Suspense, useState } from 'react'
import css from 'styled-jsx/css'
import styled from 'styled-components'
import card from '@/styles/card.module.scss'

const Lazy = lazy(() => import('@/components/lazy'))
const Title = styled.h1`
  color: teal;
`
const link = css.resolve`
  a {
    color: orange;
  }
`

export default function Home() {
  const [width, setWidth] = useState(1)
  return (
    <div>
      <Title id="title" data-testid="title">
        {SITE_NAME}
      </Title>
      <p id="scoped">Scoped</p>
      <p id="tailwind" className="underline">
        Tailwind
      </p>
      <div id="sass" className={card['card']}>
        Sass
      </div>
      <Link id="resolved" href="/data" className={link.className}>
        Resolved
      </Link>
      {link.styles}
      <Suspense fallback={<p>Waiting</p>}>
        <Lazy />
      </Suspense>
      <button onClick={() => setWidth(width + 1)}>{width}</button>
      <style jsx>{`
        p {
          color: green;
        }
        button {
          border-width: ${width}px;
        }
      `}</style>
      <style jsx global>{`
        body {
          background: ivory;
        }
      `}</style>
    </div>
  )
}

declare const SITE_NAME: string
