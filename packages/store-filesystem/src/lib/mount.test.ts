import { expect, it } from 'vitest'
import { visibilityOf } from './folder.ts'
import { mountIn } from './mount.ts'

const table = String.raw`
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /mnt/slow rw,relatime - nfs4 server:/a rw,vers=4.2,rsize=1048576,hard,proto=tcp,timeo=600
31 22 0:41 / /mnt/quick rw,relatime - nfs4 server:/b rw,vers=4.1,acregmin=1,acregmax=1,acdirmin=1,acdirmax=1,hard
32 22 0:42 / /mnt/quick/uncached rw,relatime - nfs server:/c rw,vers=3,noac,hard
33 22 0:43 / /mnt/with\040space rw,relatime - cifs //server/d rw,cache=strict,actimeo=1
34 22 0:44 / /mnt/fuse rw - fuse.glusterfs server:/e rw
35 22 0:45 / /mnt/hidden rw - ext4 /dev/vdb rw
36 22 0:46 / /mnt/hidden rw - cephfs-like - rw
`

it.each([
  ['/srv/pages', 'ext4', 0],
  ['/mnt/slow/pages', 'nfs4', 60_000],
  ['/mnt/quick', 'nfs4', 1_000],
  ['/mnt/quicker', 'ext4', 0],
  ['/mnt/quick/uncached/pages', 'nfs', 0],
  ['/mnt/with space/pages', 'cifs', 1_000],
  ['/mnt/fuse/pages', 'fuse.glusterfs', 1_000],
])('knows that %s is on %s and how late it shows what others wrote', (folder, type, visibilityMs) => {
  expect(mountIn(table, folder)).toEqual({ type, visibilityMs })
})

it('takes the later of two mounts on one point', () => {
  expect(mountIn(table, '/mnt/hidden').type).toBe('cephfs-like')
})

it('refuses a mount that is later than an instance may trust its memory, and says how to mount it', () => {
  expect(() => visibilityOf('/mnt/slow', mountIn(table, '/mnt/slow'))).toThrow(/up to 60 s late.*actimeo=1/)
  expect(visibilityOf('/mnt/quick', mountIn(table, '/mnt/quick'))).toBe(1_000)
})
