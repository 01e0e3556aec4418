/** What can be wrong with deployments, each with a heading in docs/reference/errors.md. */
import { EverfreshError } from '../errors.ts'

export const noBuild = (directory: string) =>
  new EverfreshError('NO_BUILD', `There is no build in "${directory}". Run "everfresh build" first.`)

export const unknownDeployment = (id: string, known: readonly string[]) =>
  new EverfreshError(
    'UNKNOWN_DEPLOYMENT',
    `There is no deployment "${id}". ${known.length > 0 ? `Known: ${known.join(', ')}.` : 'Run "everfresh build" first.'}`,
  )

export const brokenDeployment = (id: string, why: string, cause?: unknown) =>
  new EverfreshError(
    'BROKEN_DEPLOYMENT',
    `Deployment "${id}" cannot be used: ${why}. Build again, or roll back to another one.`,
    {
      cause,
    },
  )

export const deploymentConflict = (id: string, cause?: unknown) =>
  new EverfreshError(
    'DEPLOYMENT_CONFLICT',
    `Another build put deployment "${id}" in its place while this one ran. That one is complete, and stays as it is. ` +
      'Give builds that run at the same time ids of their own (generateBuildId), or build again.',
    { cause },
  )

export const brokenPointer = (file: string, content: string, known: readonly string[]) =>
  new EverfreshError(
    'BROKEN_DEPLOYMENT',
    `The file "${file}" should name the active deployment, but holds ${JSON.stringify(content)}. ` +
      (known.length > 0
        ? `Run "everfresh rollback <id>" with one of: ${known.join(', ')}. Or build again.`
        : 'Run "everfresh build".'),
  )

export const invalidDeploymentId = (id: unknown) =>
  new EverfreshError(
    'INVALID_DEPLOYMENT_ID',
    `${JSON.stringify(id)} is no deployment id. generateBuildId must return 1 to 64 letters, digits, dots, dashes or underscores, not beginning with a dot.`,
  )
