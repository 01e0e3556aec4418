/** Lines of the data files, as documented in WordNet's manual page wndb(5). */
import { expect, test } from 'vitest'
import { parseSynset, parseSynsetWords } from './synset.ts'

const able =
  '00001740 00 a 02 able 0 fit_for(p) 1 002 = 05207437 n 0000 ! 00002098 a 0102 | having the means; "able to swim"  '

test('reads words, pointers and gloss', () => {
  expect(parseSynset(able)).toEqual({
    field: 0,
    words: ['able', 'fit for'],
    pointers: [
      { symbol: '=', part: 0, offset: 5207437, sourceWord: 0, targetWord: 0 },
      { symbol: '!', part: 2, offset: 2098, sourceWord: 1, targetWord: 2 },
    ],
    gloss: 'having the means; "able to swim"',
  })
})

test('reads the words alone', () => {
  expect(parseSynsetWords(able)).toEqual(['able', 'fit for'])
})

test('counts words in hexadecimal and pointers in decimal', () => {
  const words = Array.from({ length: 17 }, (_, index) => `w${index} 0`).join(' ')
  const pointers = Array.from({ length: 11 }, () => '@ 00000001 v 0000').join(' ')
  const synset = parseSynset(`00000002 29 v 11 ${words} 011 ${pointers} 01 + 02 00 | gloss`)
  expect(synset.words).toHaveLength(17)
  expect(synset.pointers).toHaveLength(11)
})

test('refuses a letter that is no part of speech', () => {
  expect(() => parseSynset('00000002 29 v 01 w 0 001 @ 00000001 x 0000 | gloss')).toThrow('"x" is no part of speech')
})
