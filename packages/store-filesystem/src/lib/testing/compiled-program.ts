/**
 * `program.ts` as JavaScript, compiled once per test file: whoever starts thirty processes does not want each to compile
 * what they import.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../../../', import.meta.url))
const engine = join(packages, 'engine/src')
const program = join(packages, 'store-filesystem/src/lib/testing/program.ts')

/** Returns the path of the compiled program, and how to remove it again. */
export function compileProgram(): { readonly file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-program-'))
  const compilerOptions = {
    ...{ noEmit: false, noCheck: true, allowJs: false, types: [], rootDir: packages, outDir: folder },
    // Not by way of node_modules: the compiler writes nothing for what it finds there.
    paths: {
      '@everfresh/engine': [join(engine, 'index.ts')],
      '@everfresh/engine/crash-testing': [join(engine, 'crash-testing.ts')],
    },
  }
  const config = { extends: join(packages, '../tsconfig.json'), compilerOptions, include: [], files: [program] }
  writeJson(join(folder, 'tsconfig.json'), config)
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  execFileSync(process.execPath, [compiler, '-p', folder], { stdio: 'inherit' })
  writeJson(join(folder, 'package.json'), { type: 'module' })
  const exports = { '.': './src/index.js', './crash-testing': './src/crash-testing.js' }
  writeJson(join(folder, 'engine/package.json'), { type: 'module', exports })
  mkdirSync(join(folder, 'node_modules/@everfresh'), { recursive: true })
  symlinkSync(join(folder, 'engine'), join(folder, 'node_modules/@everfresh/engine'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  return { file: join(folder, 'store-filesystem/src/lib/testing/program.js'), remove }
}

const writeJson = (file: string, value: unknown): void => writeFileSync(file, JSON.stringify(value))
