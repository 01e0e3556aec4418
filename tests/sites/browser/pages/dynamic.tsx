import dynamic from 'next/dynamic'

const BrowserOnly = dynamic<{ name: string }>(() => import('../components/browser-only'), {
  ssr: false,
  loading: () => <p id="waiting">One moment</p>,
})
const Later = dynamic(() => import('../components/later').then(({ Later }) => Later))

export default function Dynamic() {
  return (
    <main>
      <BrowserOnly name="The browser" />
      <Later />
    </main>
  )
}
