/** The data function that article 004 calls. */

export interface Product {
  id: string
  name: string
  price: number
}

export async function fetchProduct(id: string): Promise<Product> {
  const response = await fetch(`${process.env['SEED_API']}/products/${id}`)
  if (!response.ok) throw new Error(`There is no product ${id}`)
  return (await response.json()) as Product
}
