import dynamic from 'next/dynamic'
import { useState } from 'react'

const DynamicHeader = dynamic(() => import('../components/header'), { loading: () => <p>Loading...</p> })
const DynamicHello = dynamic(() => import('../components/hello').then((mod) => mod.Hello))
const WindowSize = dynamic(() => import('@/components/window-size'), { ssr: false })

export default function Lazy() {
  const [results, setResults] = useState<string[]>([])
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <DynamicHeader title="Loaded on its own" />
      <DynamicHello />
      <WindowSize />
      <input
        type="text"
        placeholder="Search"
        onChange={async ({ currentTarget: { value } }) => {
          const search = (await import('../lib/names')).default
          setResults(search(value))
        }}
      />
      <pre id="results">{results.join()}</pre>
      <button type="button" onClick={() => setIsOpen(true)}>
        Open
      </button>
      {isOpen && <DynamicHello />}
    </>
  )
}
