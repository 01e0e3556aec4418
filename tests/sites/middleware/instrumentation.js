export function onRequestError(error, request, context) {
  console.log(`Told of "${error.message}" at ${request.path}: ${context.routeType} ${context.routePath}`)
}
