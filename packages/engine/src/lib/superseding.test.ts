import { describe, expect, test } from 'vitest'
import { isOutrun, isSupersededElsewhere, latestContent } from './superseding.ts'
import { makeEntry } from './testing/make-entry.ts'

const made = (generatedAt: number, namespace = 'code-1') => makeEntry({ namespace, generatedAt })

describe('the latest content of a path', () => {
  test('is what was made last, whatever was published last', () => {
    const first = latestContent(undefined, made(1_000), 9_000)
    expect(latestContent(first, made(2_000, 'code-2'), 9_000)).toEqual({ namespace: 'code-2', generatedAt: 2_000 })
    expect(latestContent(first, made(999, 'code-2'), 9_000)).toEqual(first)
  })

  test('is what is published next after the clock was set back', () => {
    const beforeTheJump = { namespace: 'code-2', generatedAt: 9_000 }
    expect(latestContent(beforeTheJump, made(5_000), 5_001)).toEqual({ namespace: 'code-1', generatedAt: 5_000 })
  })
})

describe('an entry', () => {
  test('is superseded by newer content of other code only', () => {
    const latest = { namespace: 'code-2', generatedAt: 2_000 }
    expect(isSupersededElsewhere(made(1_999), latest)).toBe(true)
    expect(isSupersededElsewhere(made(2_000), latest)).toBe(false)
    expect(isSupersededElsewhere(made(1_000, 'code-2'), latest)).toBe(false)
    expect(isSupersededElsewhere(made(1_000), undefined)).toBe(false)
  })

  test('is outrun where it was made before the instance began to serve its code', () => {
    const loaded = { entry: made(1_000), supersededElsewhere: true }
    expect(isOutrun(loaded, 1_001)).toBe(true)
    expect(isOutrun(loaded, 1_000)).toBe(false)
    expect(isOutrun({ ...loaded, supersededElsewhere: false }, 1_001)).toBe(false)
  })
})
