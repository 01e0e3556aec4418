/** The public tests that Everfresh does not pass, each with the reason. A test that is not here must be passed. */

const age =
  'RFC 9111 §5.1: an Age that cannot be read is ignored, and of several the first counts; later versions of the tests agree'
const close = 'the tests take the error that the visitor is shown for an answer from the cache; no cache passes them'
const heuristic = 'nothing is kept that does not say how long: no freshness is guessed'
const partial = 'a handler is asked for the whole answer, of which visitors get their parts'
const cookies = 'an answer that sets a cookie is never shown to anybody else'

export const notPassed: Readonly<Record<string, string>> = {
  'age-parse-nonnumeric': age,
  'age-parse-negative': age,
  'age-parse-float': age,
  'age-parse-prefix-twoline': age,
  'age-parse-dup-0': age,
  'age-parse-dup-0-twoline': age,
  'age-parse-dup-old': age,
  'age-parse-parameter': age,
  'age-parse-numeric-parameter': age,
  'stale-close-must-revalidate': close,
  'stale-close-proxy-revalidate': close,
  'stale-close-no-cache': close,
  'stale-close-s-maxage=2': close,
  'heuristic-200-cached': heuristic,
  'heuristic-203-cached': heuristic,
  'heuristic-204-cached': heuristic,
  'heuristic-404-cached': heuristic,
  'heuristic-405-cached': heuristic,
  'heuristic-410-cached': heuristic,
  'heuristic-414-cached': heuristic,
  'heuristic-501-cached': heuristic,
  'heuristic-599-cached': heuristic,
  'method-POST': 'the answer to a POST is for whoever sent it',
  'vary-normalise-lang-select': 'only the handler knows which language it would choose',
  'conditional-lm-fresh-no-lm': 'without a Last-Modified there is nothing to compare with',
  'headers-store-Set-Cookie': cookies,
  '304-etag-update-response-Set-Cookie': cookies,
  'other-set-cookie': cookies,
  'partial-store-partial-reuse-partial': partial,
  'partial-store-partial-reuse-partial-byterange': partial,
  'partial-store-partial-reuse-partial-absent': partial,
  'partial-store-partial-reuse-partial-suffix': partial,
  'partial-store-partial-complete': partial,
}
