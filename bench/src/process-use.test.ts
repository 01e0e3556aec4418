import { expect, it } from 'vitest'
import { cpuSecondsOf, useOf } from './process-use.ts'

it('adds what a process and its ended children spent, whatever its name', () => {
  const fields = ['S', 1, 42, 42, 0, -1, 4194560, 1, 1, 1, 1, 150, 50, 20, 5, 20, 0, 11]
  expect(cpuSecondsOf(`42 (next (server) v1) ${fields.join(' ')}`)).toBeCloseTo(2.25)
})

it('tells what this process uses', () => {
  const { cpuSeconds, residentBytes, ownBytes } = useOf(process.pid)
  expect(cpuSeconds).toBeGreaterThan(0)
  expect(residentBytes).toBeGreaterThan(ownBytes)
  expect(ownBytes).toBeGreaterThan(1e6)
})
