/**
 * Who has a job: the thread that begins it, or the pool that takes it back before that. One compare-and-swap in shared memory
 * decides, since messages cross: a thread may have begun what its pool believes to be waiting, on a machine that is late with both.
 */

export type JobClaim = Int32Array<SharedArrayBuffer>

const nobody = 0
const thread = 1
const pool = 2

export const openClaim = (): JobClaim => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

/** For the thread, right before it begins: false when the job was taken back. */
export const begins = (claim: JobClaim): boolean => Atomics.compareExchange(claim, 0, nobody, thread) === nobody

/** For the pool: true when the thread had not begun the job, and never will. */
export const takesBack = (claim: JobClaim): boolean => Atomics.compareExchange(claim, 0, nobody, pool) === nobody
