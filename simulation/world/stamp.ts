/** What a rendered page says of itself, in each of its parts, so that a mixed or old one can be recognised. */
import type { Entry, Rendered } from '@everfresh/engine'

export interface Stamp {
  /** Which render made it; build output has 0. */
  readonly render: number
  /** The changes of the data that it had seen. */
  readonly seen: number
  /** When its render began, true time. */
  readonly began: number
}

const bodyBytes = 1_000

/** One buffer for all renders of a process, as a careful renderer would use: what it returned before is overwritten. */
export class Press {
  readonly #html = new Uint8Array(bodyBytes)
  readonly #data = new Uint8Array(bodyBytes)

  print({ render, seen, began }: Stamp): Pick<Rendered, 'bodies' | 'attributes'> {
    for (const body of [this.#html, this.#data]) body.fill(render % 256).set([render >> 16, render >> 8, render])
    return { bodies: { html: this.#html, data: this.#data }, attributes: { render, seen, began } }
  }
}

export function stampOf({ attributes }: Pick<Entry, 'attributes'>): Stamp {
  const { render, seen, began } = attributes
  return { render: Number(render), seen: Number(seen), began: Number(began) }
}

/** Which render each part comes from. */
export function rendersIn({ bodies, attributes }: Pick<Entry, 'attributes' | 'bodies'>): number[] {
  const marks = Object.values(bodies).flatMap((body) => {
    const number = (body[0]! << 16) | (body[1]! << 8) | body[2]!
    return [number, number - (number % 256) + body.at(-1)!]
  })
  return [Number(attributes['render']), ...marks]
}
