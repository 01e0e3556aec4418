import { useRouter } from 'next/router'

export default function Deep({ path }) {
  return (
    <h1>
      {path.join('|')} as {useRouter().asPath}
    </h1>
  )
}

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })
export const getStaticProps = ({ params }) => ({ props: { path: params.path } })
