/** Babel's tools under one name each: they are CommonJS, and Node and bundlers disagree about where their default export is. */
import babelGenerator from '@babel/generator'
import babelTraverse from '@babel/traverse'

const unwrap = <Tool>(module: { readonly default: Tool }): Tool => module.default ?? (module as unknown as Tool)

export const generate = unwrap(babelGenerator)
export const traverse = unwrap(babelTraverse)
