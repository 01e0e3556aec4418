/** The scripts about the log and its members. Re-exports only. */
export { begin } from './begin.ts'
export { floors } from './floors.ts'
export { heartbeat } from './heartbeat.ts'
export { invalidate } from './invalidate.ts'
export { expel, members } from './members.ts'
