/** The data functions that article 003 calls. */

export async function getProductFromDatabase(id) {
  const response = await fetch(`${process.env.SEED_API}/products/${id}`)
  if (!response.ok) throw new Error(`The database answered ${response.status} for product ${id}`)
  return response.json()
}

export async function getTop1000Products() {
  const response = await fetch(`${process.env.SEED_API}/top-products`)
  return response.json()
}
