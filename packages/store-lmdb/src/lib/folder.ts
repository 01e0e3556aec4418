/** Makes sure before LMDB touches anything that a folder is fit for a store, and that what is there is whole. */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { damaged, formatUnknown, notWritable, onNetwork } from './errors.ts'

/** Grows when a version writes what earlier ones cannot read. */
const format = 1
const markerName = 'everfresh-store.json'

/** `f_type` of statfs(2) for file systems whose files another machine may change. */
const networkFileSystems: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB 2',
  0x01021997: '9P',
  0x564c: 'NCP',
  0x5346414f: 'AFS',
  0x73757245: 'Coda',
  0x00c36400: 'Ceph',
  0x0bd00bd0: 'Lustre',
  0x01161970: 'GFS 2',
  0x7461636f: 'OCFS 2',
  0x47504653: 'GPFS',
}

/**
 * Creates `directory` when missing and checks it.
 *
 * @throws LmdbStoreError STORE_NOT_WRITABLE, STORE_ON_NETWORK, STORE_DAMAGED, STORE_FORMAT_UNKNOWN
 */
export function prepareFolder(directory: string, fileSystemOf = typeOfFileSystem): void {
  makeWritable(directory)
  const network = networkFileSystems[fileSystemOf(directory)]
  if (network) throw onNetwork(directory, network)
  const known = readMarker(directory)
  checkDataFile(directory, known)
}

/** Leaves a note that a store was begun here, so that a vanished data file is noticed instead of starting empty. */
export function markFolder(directory: string): void {
  if (readMarker(directory)) return
  const temporary = join(directory, `${markerName}.${process.pid}`)
  writeFileSync(temporary, `${JSON.stringify({ format })}\n`)
  renameSync(temporary, join(directory, markerName))
}

export const typeOfFileSystem = (directory: string): number => statfsSync(directory).type

/** By trying, since permissions, read-only mounts and user namespaces all have a say. */
function makeWritable(directory: string): void {
  const probe = join(directory, `${markerName}.${process.pid}.probe`)
  try {
    mkdirSync(directory, { recursive: true })
    closeSync(openSync(probe, 'w'))
    rmSync(probe)
    closeSync(openSync(join(directory, 'data.mdb'), 'r+'))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    // There is no data file yet; or the disk is full, which keeps nobody from reading.
    if (code === 'ENOSPC' || (code === 'ENOENT' && isDirectory(directory))) return
    throw notWritable(directory, cause)
  }
}

const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function readMarker(directory: string): boolean {
  let text: string
  try {
    text = readFileSync(join(directory, markerName), 'utf8')
  } catch {
    return false
  }
  const found = formatIn(text)
  if (found !== format) throw formatUnknown(directory, found)
  return true
}

function formatIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format
  } catch {
    return text.slice(0, 40)
  }
}

/** Reading beyond the end of a memory-mapped file kills the process, so a file that was cut off must not be opened. */
function checkDataFile(directory: string, known: boolean): void {
  let file: number
  try {
    file = openSync(join(directory, 'data.mdb'), 'r')
  } catch {
    if (known) throw damaged(directory, 'its file data.mdb is missing')
    return
  }
  try {
    const needed = bytesNeeded(file, directory, known)
    // The length is read after the header: other processes only ever make the file longer.
    const { size } = fstatSync(file)
    if (size < needed) throw damaged(directory, `its file data.mdb was cut off after ${size} of ${needed} bytes`)
  } finally {
    closeSync(file)
  }
}

interface Meta {
  readonly pageSize: number
  readonly lastPage: number
  readonly transaction: bigint
}

function bytesNeeded(file: number, directory: string, known: boolean): number {
  if (fstatSync(file).size === 0) {
    if (known) throw damaged(directory, 'its file data.mdb is empty')
    return 0
  }
  const first = readMeta(file, 0)
  if (!first) throw damaged(directory, 'the header of its file data.mdb is not one of LMDB')
  const metas = [first, readMeta(file, first.pageSize)].filter((meta) => meta !== undefined)
  const latest = metas.reduce((a, b) => (a.transaction >= b.transaction ? a : b))
  return (latest.lastPage + 1) * first.pageSize
}

/** A header of an LMDB file, as `struct MDB_meta` lays it out behind the 24 bytes that every page begins with. */
function readMeta(file: number, at: number): Meta | undefined {
  const page = Buffer.alloc(160)
  if (readSync(file, page, 0, page.length, at) < page.length) return undefined
  const pageSize = page.readUInt32LE(48)
  if (page.readUInt32LE(24) !== 0xbeefc0de || (page.readUInt32LE(28) & 0xffff) !== 2) return undefined
  if (pageSize < 256 || pageSize > 65_536) return undefined
  return {
    pageSize,
    lastPage: Number(page.readBigUInt64LE(144)),
    transaction: page.readBigUInt64LE(152),
  }
}
