/** Draws a build's progress: a bar on a terminal, a line now and then elsewhere. */
import { Presets, SingleBar } from 'cli-progress'
import pc from 'picocolors'
import type { BuildReporter } from '../build/reporter.ts'

/** Between two lines of progress where no bar can be drawn, ms. */
const lineIntervalMs = 2_000

export function terminalReporter(output: NodeJS.WriteStream): BuildReporter {
  return output.isTTY ? barReporter(output) : lineReporter(output)
}

function barReporter(output: NodeJS.WriteStream): BuildReporter {
  const format = `  ${pc.cyan('{bar}')} {value}/{total} pages · {rate} pages/s · {left} left`
  const bar = new SingleBar({ format, stream: output, hideCursor: true, clearOnComplete: true }, Presets.shades_classic)
  const pace = measurePace()
  return {
    step: (name) => output.write(`${pc.cyan('○')} ${name} …\n`),
    warn: (message) => output.write(`${pc.yellow('⚠')} ${message}\n`),
    progress(done, total) {
      if (done === 0) {
        output.write(`${pc.cyan('○')} Generating ${total} pages …\n`)
        bar.start(total, 0, pace(0, total))
        return
      }
      bar.update(done, pace(done, total))
      if (done < total) return
      bar.stop()
      output.write(`  ${done} pages · ${pace(done, total).rate} pages/s\n`)
    },
  }
}

function lineReporter(output: NodeJS.WriteStream): BuildReporter {
  const pace = measurePace()
  let lastLineAt = 0
  return {
    step: (name) => output.write(`○ ${name} …\n`),
    warn: (message) => output.write(`⚠ ${message}\n`),
    progress(done, total) {
      const { rate, left } = pace(done, total)
      const now = performance.now()
      if (done > 0 && done < total && now - lastLineAt < lineIntervalMs) return
      lastLineAt = now
      output.write(
        done === 0 ? `○ Generating ${total} pages …\n` : `  ${done}/${total} pages · ${rate} pages/s · ${left} left\n`,
      )
    },
  }
}

/** Pages per second since the start, and the time left at that pace. */
function measurePace() {
  let startedAt = 0
  return (done: number, total: number) => {
    if (done === 0) {
      startedAt = performance.now()
      return { rate: '–', left: '–' }
    }
    const perSecond = done / Math.max((performance.now() - startedAt) / 1000, 0.001)
    return { rate: perSecond.toFixed(perSecond < 10 ? 1 : 0), left: duration((total - done) / perSecond) }
  }
}

function duration(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
