import type { FastifyRequest } from 'fastify'
import type { Services } from './app.ts'

/**
 * Where this site is, `https://host`, for what leaves the house: papers, feeds, catalogues. The call's own word, which
 * anybody can forge, is taken only where nobody has set `PUBLIC_URL`; what is kept of it names that word in its key.
 */
export const baseOf = ({ config }: Pick<Services, 'config'>, { protocol, host }: FastifyRequest): string =>
  config.publicUrl ?? `${protocol}://${host}`
