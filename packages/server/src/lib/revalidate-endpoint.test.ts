/** Only who knows the secret may ask for a revalidation over HTTP. */
import { describe, expect, it } from 'vitest'
import { revalidateDemandOf } from './revalidate-endpoint.ts'

const secret = '6d4c1f'

describe('revalidateDemandOf', () => {
  it('reads what is asked for (B112, B117)', () => {
    const headers = { 'x-prerender-revalidate': secret }
    expect(revalidateDemandOf(headers, secret)).toEqual({ onlyGenerated: false })
    expect(revalidateDemandOf({ ...headers, 'x-prerender-revalidate-if-generated': '1' }, secret)).toEqual({
      onlyGenerated: true,
    })
  })

  it('ignores everybody else (B112)', () => {
    for (const given of ['', '6d4c1', '6d4c1f0', '6D4C1F', 'é4c1f']) {
      expect(revalidateDemandOf({ 'x-prerender-revalidate': given }, secret)).toBeUndefined()
    }
    expect(revalidateDemandOf({}, secret)).toBeUndefined()
    expect(revalidateDemandOf({ 'x-prerender-revalidate': '' }, undefined)).toBeUndefined()
    expect(revalidateDemandOf({ 'x-prerender-revalidate-if-generated': '1' }, secret)).toBeUndefined()
  })
})
