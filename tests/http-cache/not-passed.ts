/**
 * The public tests that Everfresh does not pass, each with the reason, for each edition. A test that is not here must be passed.
 *
 * The package is what is published; the repository, https://github.com/http-tests/cache-tests, is where it went on.
 */

type Reasons = Readonly<Record<string, string>>

const heuristic = 'no freshness is guessed, which RFC 9111 §4.2.2 allows and never asks for'
const cookies = 'RFC 9111 §3 obliges no cache to keep an answer: one that sets a cookie is never shown to anybody else'
const broken =
  'the part that is scripted says that it has six bytes ("bytes 4-9/10") and has five. Two of these tests take the first ' +
  'number for right and one the second, so that no cache can be right in all: none of it is shown'

/** In both editions. */
const always: Reasons = {
  'heuristic-200-cached': heuristic,
  'heuristic-203-cached': heuristic,
  'heuristic-204-cached': heuristic,
  'heuristic-404-cached': heuristic,
  'heuristic-405-cached': heuristic,
  'heuristic-410-cached': heuristic,
  'heuristic-414-cached': heuristic,
  'heuristic-501-cached': heuristic,
  'heuristic-599-cached': heuristic,
  'method-POST':
    'the answer was made before the invalidation that its own request causes (RFC 9111 §4.4): it may not have seen a later one',
  'conditional-lm-fresh-no-lm':
    'RFC 9111 §4.3.2: without a Last-Modified its Date counts, and that is later than what the visitor has: 304 would leave him with an earlier version',
  'headers-store-Set-Cookie': cookies,
  'other-set-cookie': cookies,
  'partial-store-partial-reuse-partial': `${broken}; a visitor's range is answered from the whole answer, which is what the handler is asked for`,
  'partial-store-partial-reuse-partial-byterange': broken,
  'partial-store-partial-reuse-partial-absent': broken,
  'partial-store-partial-reuse-partial-suffix': broken,
  'partial-store-partial-complete':
    'RFC 9111 §3.4: without a strong validator nothing tells that two parts are of one answer, so that no rest is asked for',
}

const unreadableAge =
  'RFC 9111 §5.1: an Age that is no number is to be ignored, and this test takes it for old; later editions ask for the opposite'
const firstAge =
  'RFC 9111 §5.1: of several ages the first counts, and this test takes them for old; later editions ask for the opposite'
const ageParameter =
  'RFC 9111 §5.1: an Age with a parameter is no number and to be ignored; later editions only ask what a cache does with it'
const close =
  'the error that the visitor is rightly shown counts as an answer from the cache, so that no cache passes; later editions accept it'

/** Of npm's http-cache-tests 0.4.5. */
export const notPassedOfPackage: Reasons = {
  ...always,
  'age-parse-nonnumeric': unreadableAge,
  'age-parse-negative': unreadableAge,
  'age-parse-float': unreadableAge,
  'age-parse-prefix-twoline': firstAge,
  'age-parse-dup-0': firstAge,
  'age-parse-dup-0-twoline': firstAge,
  'age-parse-dup-old': firstAge,
  'age-parse-parameter': ageParameter,
  'age-parse-numeric-parameter': ageParameter,
  'stale-close-must-revalidate': close,
  'stale-close-proxy-revalidate': close,
  'stale-close-no-cache': close,
  'stale-close-s-maxage=2': close,
  '304-etag-update-response-Set-Cookie': `${cookies}; later editions only ask what a cache does`,
}

const dependent =
  'what it asks for is done. It counts only for caches that also show what is out of date where nobody has allowed that ' +
  '(`stale-close`): RFC 9111 §4.2.4 lets a cache that is cut off do so, and RFC 5861 has `stale-if-error` for saying it'

/** Of the repository at b55b8bd. */
export const notPassedOfRepository: Reasons = {
  ...always,
  'stale-close-must-revalidate': dependent,
  'stale-close-proxy-revalidate': dependent,
  'stale-close-no-cache': dependent,
  'stale-close-s-maxage=2': dependent,
}
