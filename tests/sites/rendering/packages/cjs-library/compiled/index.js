'use strict'
Object.defineProperty(exports, '__esModule', { value: true })
const interop = require('cjs-helper')
const react = interop(require('react'))
const head = interop(require('next/head'))
const link = interop(require('next/link'))
const router = require('next/router')
const { kind } = require('./kind')

function CjsCard() {
  const { pathname } = router.useRouter()
  const h = react.default.createElement
  return h(
    'p',
    { id: 'cjs' },
    h(head.default, null, h('meta', { name: 'cjs', content: kind })),
    h(link.default, { href: '/', id: 'cjs-link' }, 'Home from CommonJS'),
    ' at ' + pathname,
  )
}
exports.default = CjsCard
exports.kind = kind
