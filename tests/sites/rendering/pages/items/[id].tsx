import type { GetStaticPaths, GetStaticProps } from 'next'
import { useRouter as useCompatRouter } from 'next/compat/router'
import Form from 'next/form'
import { useParams, usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useReportWebVitals } from 'next/web-vitals'

export const getStaticPaths: GetStaticPaths = () => ({ paths: ['/items/one'], fallback: 'blocking' })
export const getStaticProps: GetStaticProps = () => ({ props: {} })

function note({ name }: { name: string }): void {
  ;((window as { measured?: string[] }).measured ??= []).push(name)
}

export default function Item() {
  const params = useParams<{ id: string }>()
  const search = useSearchParams()
  const router = useRouter()
  useReportWebVitals(note)
  return (
    <>
      <p id="where">{`${usePathname()} ${params?.id} color=${search?.get('color') ?? ''} ${useCompatRouter()?.pathname}`}</p>
      <Form action="/items/two?old=1" id="form" onSubmit={() => console.log('submitted')}>
        <input name="color" defaultValue="blue" />
        <button name="how" value="pressed">
          Go
        </button>
        <button id="elsewhere" formAction="/items/three">
          Elsewhere
        </button>
      </Form>
      <button id="push" onClick={() => router.push('/items/four?color=red')}>
        Push
      </button>
    </>
  )
}
