/** Tests which links of a document are followed and which faults are found. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anchorsOf, faultOf, relativeLinks } from './check-links.js'

it('follows relative links, images and references, and no code or other sites', () => {
  const markdown = [
    '[a](guides/a.md) ![b](b.png "title") [c](#part)',
    '[d](https://example.com) [e](mailto:x@example.com) `[f](f.md)`',
    '```md\n[g](g.md)\n```',
    '[h]: ../h.md#there',
  ].join('\n')
  expect(relativeLinks(markdown)).toEqual(['guides/a.md', 'b.png', '#part', '../h.md#there'])
})

it('makes the anchors that code hosts make', () => {
  const markdown = '# What `start` does, and when?\n## Twice\n## Twice\n```sh\n# no heading\n```\n<a id="own"></a>'
  expect([...anchorsOf(markdown)]).toEqual(['what-start-does-and-when', 'twice', 'twice-1', 'own'])
})

it('finds links to missing files and to missing headings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-links-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'a.md')
  writeFileSync(file, '# Here\n')
  expect(faultOf(file, '#here')).toBeUndefined()
  expect(faultOf(file, 'a.md#here')).toBeUndefined()
  expect(faultOf(file, 'a.md#there')).toBe('names no heading there')
  expect(faultOf(file, 'b.md')).toBe('leads nowhere')
})
