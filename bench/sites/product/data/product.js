// The product page that every peer serves: some 29 kB of HTML, like a real shop's.
const words =
  'sturdy light warm everyday classic modern soft durable compact quiet recycled woven brushed matte handmade'.split(
    ' ',
  )

const sentence = (seed, length) =>
  Array.from({ length }, (_, index) => words[(seed * 7 + index * 13) % words.length]).join(' ') + '.'

export function productOf(sku) {
  const seed = [...sku].reduce((sum, character) => sum + character.charCodeAt(0), 0)
  return {
    sku,
    name: `The ${words[seed % words.length]} ${words[(seed + 5) % words.length]} chair`,
    price: 4900 + (seed % 90) * 100,
    stock: seed % 40,
    paragraphs: Array.from({ length: 16 }, (_, index) => sentence(seed + index, 40)),
    reviews: Array.from({ length: 32 }, (_, index) => ({
      author: `Customer ${seed + index}`,
      stars: 1 + ((seed + index) % 5),
      text: sentence(seed * 3 + index, 24),
    })),
    related: Array.from({ length: 12 }, (_, index) => ({
      sku: `p${seed + index}`,
      name: sentence(seed + index, 4),
      price: 1900 + index * 350,
    })),
  }
}
