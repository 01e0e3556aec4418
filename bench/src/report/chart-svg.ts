/** Draws a chart as SVG. */
import { init } from 'echarts'
import type { Chart } from '../result.ts'

const width = 860
const height = 420
/** Told apart without their hue, too: from dark to light. */
const colours = ['#1f4e79', '#e07b39', '#3a9188', '#b65a8f', '#9aa5b1', '#d8b13c', '#6b4fa0']

export function svgOf(chart: Chart): string {
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    drawing.setOption(chart.kind === 'bars' ? barsOf(chart) : linesOf(chart))
    return `${drawing.renderToSVGString()}\n`
  } finally {
    drawing.dispose()
  }
}

function barsOf(chart: Chart) {
  // Every group once, in the order in which the series name them.
  const groups = [...new Set(chart.series.flatMap(({ points }) => points.map(({ x }) => String(x))))]
  return {
    ...frameOf(chart),
    xAxis: { type: 'category', data: groups, ...namedBelow(chart), axisLabel: { interval: 0 } },
    series: chart.series.map(({ name, points }) => ({
      ...{ name, type: 'bar' },
      data: groups.map((group) => points.find(({ x }) => String(x) === group)?.y ?? null),
      label: { show: true, position: 'top', fontSize: 9, formatter: ({ value }: { value: number }) => short(value) },
    })),
  }
}

function linesOf(chart: Chart) {
  return {
    ...frameOf(chart),
    xAxis: {
      type: chart.logarithmic?.includes('x') ? 'log' : 'value',
      min: 'dataMin',
      ...namedBelow(chart),
      axisLabel,
    },
    series: chart.series.map(({ name, points }) => ({
      ...{ name, type: 'line', symbolSize: 7 },
      data: points.map(({ x, y }) => [x, y]),
    })),
  }
}

const axisLabel = { formatter: short } as const

const frameOf = ({ title, unit, logarithmic, series }: Chart) => ({
  animation: false,
  backgroundColor: '#ffffff',
  color: colours,
  title: { text: title, left: 'center', textStyle: { fontSize: 16 } },
  legend: { show: series.length > 1, top: 36, itemGap: 20, data: series.map(({ name }) => name) },
  grid: { left: 80, right: 30, top: 95, bottom: 60 },
  yAxis: {
    type: logarithmic?.includes('y') ? 'log' : 'value',
    ...{ name: unit, nameTextStyle: { align: 'left', padding: [0, 0, 0, -60] }, axisLabel },
  },
})

const namedBelow = ({ across }: Chart) => ({ name: across ?? '', nameLocation: 'middle', nameGap: 34 })

/** `1.2 M`, `34 k`, `0.35`. */
export function short(value: number): string {
  if (value >= 1e6) return `${trimmed(value / 1e6)} M`
  if (value >= 1e4) return `${trimmed(value / 1e3)} k`
  return trimmed(value)
}

const trimmed = (value: number): string => String(Number(value.toPrecision(value >= 100 ? 4 : 3)))
