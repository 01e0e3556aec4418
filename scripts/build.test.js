/** Tests the order in which packages are compiled. */
import { describe, expect, it } from 'vitest'
import { inDependencyOrder } from './build.js'

/** @param {string} name @param {string[]} dependencies */
const pkg = (name, ...dependencies) => ({ name, directory: `/${name}`, dependencies })

describe('inDependencyOrder', () => {
  it('compiles a package after those it depends on, and independent ones together', () => {
    const steps = inDependencyOrder([
      pkg('cli', 'server', 'vite'),
      pkg('server', 'engine'),
      pkg('store', 'engine'),
      pkg('engine'),
    ])
    expect(steps.map((step) => step.map(({ name }) => name))).toEqual([['engine'], ['server', 'store'], ['cli']])
  })

  it('refuses packages that depend on each other, and names them', () => {
    expect(() => inDependencyOrder([pkg('a', 'b'), pkg('b', 'a'), pkg('c')])).toThrow('depend on each other: a, b')
  })
})
