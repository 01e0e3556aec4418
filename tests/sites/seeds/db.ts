/** The `db` module that article 000 imports. */

interface Product {
  inventory_available: number
}

export async function getProductBySKU(sku: string): Promise<Product> {
  const response = await fetch(`${process.env['SEED_API']}/inventory/${sku}`)
  if (!response.ok) throw new Error(`There is no product ${sku}`)
  return (await response.json()) as Product
}
