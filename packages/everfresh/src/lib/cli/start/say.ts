/** What `everfresh start` says on the terminal. */
import pc from 'picocolors'

export function sayReady(url: string, startedAt: number, remark = ''): void {
  const ms = Math.round(performance.now() - startedAt)
  process.stdout.write(`- Local: ${pc.cyan(url)}\n${pc.green('✓')} Ready in ${ms} ms${remark}\n`)
}

export const warn = (text: string): void => void process.stderr.write(`${pc.yellow('⚠')} ${text}\n`)
