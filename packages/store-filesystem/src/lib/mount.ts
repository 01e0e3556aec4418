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
  // Without these options, clients of NFS trust attributes for up to 60 s (nfs(5)), and those of SMB for one.
  if (type.startsWith('nfs')) return options.includes('noac') ? 0 : longest(options, ['acregmax', 'acdirmax'], 60)
  if (/^(cifs|smb)/.test(type)) return longest(options, ['actimeo', 'acregmax', 'acdirmax'], 1)
  return /^(fuse|9p|virtiofs|afs|vboxsf|prl_fs)/.test(type) ? 1_000 : 0
}

/** The largest of these options, ms; `otherwise` for those that are missing, s. */
function longest(options: readonly string[], names: readonly string[], otherwise: number): number {
  const valueOf = (name: string): number =>
    Number(options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1) ?? otherwise)
  return 1_000 * Math.max(...names.map(valueOf).filter(Number.isFinite))
}
