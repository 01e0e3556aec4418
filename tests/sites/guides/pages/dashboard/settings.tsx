import type { ReactElement } from 'react'
import Layout from '@/components/layout'
import NestedLayout from '@/components/nested-layout'
import type { NextPageWithLayout } from '../_app'

const Page: NextPageWithLayout = () => <h1>Settings</h1>

Page.getLayout = function getLayout(page: ReactElement) {
  return (
    <Layout>
      <NestedLayout>{page}</NestedLayout>
    </Layout>
  )
}

export default Page
