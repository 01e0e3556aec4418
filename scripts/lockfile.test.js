/** Tests that the lockfile is checked for other machines: their binaries, and no registry of ours. */
import { describe, expect, it } from 'vitest'
import {
  hostedPackages,
  missingOptionalPackages,
  packagesForNewerNode,
  platformEntry,
  repairLockfile,
} from './lockfile.js'

const lockfile = {
  packages: {
    '': {},
    'node_modules/linter': {
      dev: true,
      optionalDependencies: { '@linter/linux-x64-musl': '1.0.0', '@linter/darwin-arm64': '1.0.0' },
    },
    'node_modules/linter/node_modules/@linter/darwin-arm64': { version: '1.0.0' },
    'node_modules/left': { version: '1.0.0', resolved: 'https://registry.example/left.tgz' },
    'node_modules/ours': { resolved: 'packages/ours' },
  },
}

describe('missingOptionalPackages', () => {
  it('finds the binaries that no folder of the tree holds', () => {
    expect(missingOptionalPackages(lockfile)).toEqual([{ name: '@linter/linux-x64-musl', version: '1.0.0', dev: true }])
  })
})

describe('packagesForNewerNode', () => {
  it('finds what the oldest supported Node cannot run', () => {
    const packages = {
      '': { engines: { node: '^20.19.0 || >=22.12.0' } },
      'node_modules/old': { engines: { node: '>=18' } },
      'node_modules/new': { engines: { node: '^20.20.0 || >=22' } },
      'node_modules/any': {},
    }
    expect(packagesForNewerNode({ packages })).toEqual(['node_modules/new (^20.20.0 || >=22)'])
  })
})

describe('platformEntry', () => {
  it.each([
    ['@linter/linux-x64-musl', { cpu: ['x64'], libc: ['musl'], os: ['linux'] }],
    ['@linter/binding-linux-arm-gnueabihf', { cpu: ['arm'], libc: ['glibc'], os: ['linux'] }],
    ['@linter/win32-arm64-msvc', { cpu: ['arm64'], os: ['win32'] }],
    ['@linter/oxide-wasm32-wasi', { cpu: ['wasm32'] }],
  ])('reads the platform of %s from its name', (name, platform) => {
    expect(platformEntry({ name, version: '1.0.0', dev: false })).toEqual({
      version: '1.0.0',
      optional: true,
      ...platform,
    })
  })

  it('knows no platform for a package that is named otherwise', () => {
    expect(platformEntry({ name: 'fsevents', version: '2.0.0', dev: false })).toBeUndefined()
  })
})

describe('repairLockfile', () => {
  it('adds the missing binaries, drops registries and keeps links to workspaces', () => {
    const { lockfile: repaired, unknown } = repairLockfile(lockfile)
    expect(unknown).toEqual([])
    expect(missingOptionalPackages(repaired)).toEqual([])
    expect(hostedPackages(repaired)).toEqual([])
    expect(repaired.packages['node_modules/ours']).toEqual({ resolved: 'packages/ours' })
  })
})
