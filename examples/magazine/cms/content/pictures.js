/** Pictures for articles and authors, painted by number: no two alike, each the same every time. */
import { setImmediate } from 'node:timers/promises'
import { crc32, deflateSync } from 'node:zlib'

export const pictureSize = { width: 960, height: 640 }

const palettes = {
  cities: { sky: ['#f3c9a5', '#e88e6d'], sun: '#fff1d6', layers: ['#b5606a', '#7d4562', '#3f2c4f'] },
  seas: { sky: ['#cfe6e4', '#f4e3c3'], sun: '#ffffff', layers: ['#6fa8ad', '#3a7a8c', '#174b63'] },
  tables: { sky: ['#f6e7c8', '#f0d29c'], sun: '#e2574c', layers: ['#c98f4d', '#8f5a35', '#55332a'] },
  crafts: { sky: ['#e4e1d3', '#cfc6a8'], sun: '#d98b3a', layers: ['#98946b', '#666a50', '#363f3b'] },
  nights: { sky: ['#101a3c', '#3c3f73'], sun: '#f7ecc4', layers: ['#30315f', '#1e2148', '#0d1029'] },
}

/** A PNG of a landscape in the colours of `section`; `seed` chooses its hills, roofs or waves. Lets others go first now and then. */
export async function pictureOf(section, seed) {
  const { width, height } = pictureSize
  const random = randomFrom(seed)
  const { sky, sun, layers } = palettes[section]
  const [top, bottom, disc] = [...sky, sun].map(rgb)
  const centre = { x: (0.25 + random()) * height, y: (0.2 + random() * 0.22) * height }
  const radius = (0.07 + random() * 0.09) * height
  const stars = new Set(
    section === 'nights' ? Array.from({ length: 120 }, () => starAt(random() * width, random() * 400)) : [],
  )
  const bands = layers.map((colour, index) => {
    const edge = edgeOf(section, index, 0.52 + index * 0.15, random)
    return { colour: rgb(colour), edges: Float64Array.from({ length: width }, (_, x) => edge(x / height) * height) }
  })

  const rows = Buffer.alloc(height * (1 + width * 3))
  let at = 0
  for (let y = 0; y < height; y += 1) {
    const air = mix(top, bottom, Math.min(1, (y / height) * 1.3))
    rows[at++] = 0
    if (y % 16 === 0) await setImmediate()
    for (let x = 0; x < width; x += 1) {
      let colour = stars.has(starAt(x, y)) ? disc : air
      if (Math.abs(y - centre.y) <= radius)
        colour = mix(colour, disc, radius - Math.hypot(x - centre.x, y - centre.y) + 0.5)
      for (const band of bands) colour = mix(colour, band.colour, y - band.edges[x] + 0.5)
      rows[at++] = colour[0]
      rows[at++] = colour[1]
      rows[at++] = colour[2]
    }
  }
  return png(width, height, rows)
}

/** Stars are two pixels wide. */
const starAt = (x, y) => (x >> 1) * 1000 + (y >> 1)

/** Where a layer begins: roofs in towns and at night, waves at sea, hills elsewhere. */
function edgeOf(section, layer, level, random) {
  if (section === 'cities' || section === 'nights') {
    const width = 0.05 + random() * 0.03
    const roofs = Array.from({ length: 40 }, () => level - random() * (0.16 - layer * 0.02))
    return (x) => roofs[Math.floor(x / width) % roofs.length]
  }
  const [size, pace] = section === 'seas' ? [0.012, 20] : [0.05, 4]
  const waves = Array.from({ length: 3 }, (_, index) => [size / (index + 1), pace * (1 + index * 0.8), random() * 7])
  return (x) => waves.reduce((y, [height, speed, shift]) => y + height * Math.sin(x * speed + shift), level)
}

const rgb = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** Between two colours; beyond them, the nearer one, as it is. */
function mix(from, to, share) {
  if (share <= 0) return from
  return share >= 1 ? to : from.map((value, index) => value + (to[index] - value) * share)
}

function randomFrom(seed) {
  let state = seed * 2_654_435_761 + 1
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function png(width, height, rows) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type, data) {
  const typed = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  const checksum = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  checksum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, checksum])
}

/** An SVG of the initials of `name`. */
export function portraitOf(name, seed) {
  const { sky, layers } = Object.values(palettes)[seed % 4]
  const initials = name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">
  <rect width="96" height="96" fill="${sky[1]}"/>
  <circle cx="48" cy="40" r="18" fill="${layers[2]}"/>
  <path d="M10 96c2-26 18-36 38-36s36 10 38 36z" fill="${layers[2]}"/>
  <text x="48" y="88" text-anchor="middle" font-family="Georgia, serif" font-size="16" fill="${sky[0]}">${initials}</text>
</svg>
`
}
