/** What programs that tests kill are made of. Without the test runner, which has no place in them. Re-exports only. */
export { markedEntry, markOf, pageOf } from './lib/testing/marked-entry.ts'
export { listenTo } from './lib/testing/talking-process.ts'
export type { Line, TalkingProcess } from './lib/testing/talking-process.ts'
