#!/usr/bin/env node
import module from 'node:module'

// From Node 22.1 on, what was compiled is kept between starts, in the folder for temporary files.
module.enableCompileCache?.()
await import('../dist/start/bin.js')
