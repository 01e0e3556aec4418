// Article 000: "To revalidate multiple pages simultaneously from one webhook handler, you'll need to call
// NextApiResponse.unstable_revalidate once for each path."
import type { NextApiRequest, NextApiResponse } from 'next'

const handler = async ({ body }: NextApiRequest, res: NextApiResponse) => {
  const { skus } = body as { skus: string[] }
  await Promise.all(skus.map((sku) => res.unstable_revalidate(`/products/${sku}`)))
  res.status(200).json({ revalidated: skus })
}

export default handler
