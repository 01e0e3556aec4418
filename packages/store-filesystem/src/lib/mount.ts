/** What kind of file system a folder is on, and for how long its clients may show what is not true any more. */
import { readFile, realpath } from 'node:fs/promises'

export interface Mount {
  /** As the kernel calls it, e.g. `nfs4`; `unknown` where it does not say. */
  readonly type: string
  /** For how long a client may answer from its cache, ms; 0 on a file system of this machine. */
  readonly visibilityMs: number
}

const unknownMount: Mount = { type: 'unknown', visibilityMs: 1_000 }

/** The mount that `directory` is on, as Linux tells it. */
export async function mountOf(directory: string): Promise<Mount> {
  try {
    return mountIn(await readFile('/proc/self/mountinfo', 'utf8'), await realpath(directory))
  } catch {
    return unknownMount
  }
}

/** Finds the mount of `folder` in the text of /proc/self/mountinfo (proc(5)). */
export function mountIn(text: string, folder: string): Mount {
  let found = unknownMount
  let longest = 0
  for (const line of text.split('\n')) {
    const [before = '', after = ''] = line.split(' - ')
    const point = unescaped(before.split(' ')[4] ?? '')
    const isAbove = folder === point || folder.startsWith(point.endsWith('/') ? point : `${point}/`)
    // Of two on one point, the later hides the earlier.
    if (!point || !isAbove || point.length < longest) continue
    longest = point.length
    const [type = '', , options = ''] = after.split(' ')
    found = { type, visibilityMs: visibilityOf(type, options.split(',')) }
  }
  return found
}

/** Spaces and such are written as three octal digits. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))

function visibilityOf(type: string, options: readonly string[]): number {
  if (type.startsWith('nfs')) {
    if (options.includes('noac')) return 0
    // Without these options clients trust attributes for up to 60 s (nfs(5)).
    return 1_000 * Math.max(secondsIn(options, 'acregmax', 60), secondsIn(options, 'acdirmax', 60))
  }
  if (/^(cifs|smb)/.test(type)) return 1_000 * secondsIn(options, 'actimeo', 1)
  return /^(fuse|9p|virtiofs|afs|ceph|vboxsf|prl_fs)/.test(type) ? 1_000 : 0
}

function secondsIn(options: readonly string[], name: string, otherwise: number): number {
  const value = Number(options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1) ?? otherwise)
  return Number.isFinite(value) ? value : otherwise
}
