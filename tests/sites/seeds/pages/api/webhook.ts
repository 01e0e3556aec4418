// Article 000
import type { NextApiRequest, NextApiResponse } from 'next'

const handler = async ({ body }: NextApiRequest, res: NextApiResponse) => {
  // IMPORTANT: Always validate the authenticity of the webhook before handling.

  // Let's assume the webhook sends a JSON body containing the SKU that's
  // been modified.
  const { sku } = body

  try {
    const path = `/products/${sku}`

    console.log(`revalidating ${path}..`)

    // Calling unstable_revalidate on the response object will trigger the
    // server to regenerate the resource at path by calling that page's
    // getStaticProps function.
    await res.unstable_revalidate(path)

    res.status(200).json({ revalidated: path })
  } catch (err) {
    // unstable_revalidate may throw for a variety of reasons, including from
    // specifying an invalid path.
    res.status(500).send(`revalidating ${sku}: ${err}`)
  }
}

export default handler
