import type { GetServerSideProps } from 'next'

export const getServerSideProps: GetServerSideProps = async ({ locale, req }) => ({
  props: { told: `${locale} ${req.cookies.NEXT_LOCALE ?? 'without a cookie'}` },
})

export default function Account({ told }: { told: string }) {
  return <p id="told">{told}</p>
}
