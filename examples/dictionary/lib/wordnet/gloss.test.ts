/** WordNet's glosses are prose with conventions, not a format; these are the ones that occur. */
import { expect, test } from 'vitest'
import { splitGloss } from './gloss.ts'

test('separates the meaning from the examples', () => {
  expect(splitGloss('having the means; "able to swim"; "able to get a grant"')).toEqual({
    meaning: 'having the means',
    examples: ['able to swim', 'able to get a grant'],
  })
})

test('keeps a meaning of several parts together, wherever the examples stand', () => {
  expect(splitGloss('one; two; "an example; with a semicolon"; three').meaning).toBe('one; two; three')
  expect(splitGloss('one; "an example; with a semicolon"').examples).toEqual(['an example; with a semicolon'])
})

test('names the author of an example', () => {
  expect(splitGloss('being; "to be or not to be"- Shakespeare').examples).toEqual(['to be or not to be — Shakespeare'])
})

test('sets quotation marks, apostrophes and dashes as a printer would', () => {
  expect(splitGloss("followed by `to' -- one's own").meaning).toBe('followed by ‘to’ – one’s own')
})
