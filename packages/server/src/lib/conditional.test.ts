/** Conditions are read as RFC 9110 says. */
import { describe, expect, it } from 'vitest'
import { isNotModified } from './conditional.ts'

const date = 'Wed, 21 Oct 2026 07:28:00 GMT'

describe('isNotModified', () => {
  it.each([
    ['"x"', true],
    ['W/"x"', true],
    ['"a", "x"', true],
    ['*', true],
    ['"a"', false],
    ['x', false],
    ['', false],
  ])('compares If-None-Match: %s weakly (B42)', (header, expected) => {
    expect(isNotModified({ 'if-none-match': header }, '"x"')).toBe(expected)
  })

  it('never holds without a condition, without a tag, or when the request says no-cache (B42)', () => {
    expect(isNotModified({}, '"x"')).toBe(false)
    expect(isNotModified({ 'if-none-match': '"x"' }, undefined)).toBe(false)
    expect(isNotModified({ 'if-none-match': '"x"', 'cache-control': 'no-cache' }, '"x"')).toBe(false)
  })

  it('compares dates only where there is no tag in the request and a date to compare with', () => {
    expect(isNotModified({ 'if-modified-since': date }, '"x"', date)).toBe(true)
    expect(isNotModified({ 'if-modified-since': date }, '"x"')).toBe(false)
    expect(isNotModified({ 'if-modified-since': 'yesterday' }, '"x"', date)).toBe(false)
    expect(isNotModified({ 'if-modified-since': date, 'if-none-match': '"a"' }, '"x"', date)).toBe(false)
  })
})
