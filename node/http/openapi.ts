import swagger from '@fastify/swagger'
import fastify from 'fastify'
import { version } from '../version.ts'
import { API_PREFIX, type Api } from './api.ts'
import { apiRoutes } from './routes/all.ts'
import { NAMED_SCHEMAS } from './schema/named.ts'

/** The description of the API (OpenAPI 3.1), made from the routes themselves; needs no node. */
export async function openApiDocument() {
  const server = fastify({ exposeHeadRoutes: false })
  server.setSerializerCompiler(() => JSON.stringify)
  server.setValidatorCompiler(() => value => ({ value }))
  for (const schema of NAMED_SCHEMAS) server.addSchema(schema)
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Comunal node',
        version,
        description: 'Ids are base32 CIDs, keys lower-case hex, fractions `n/d`, times milliseconds, bytes Base 64.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: API_PREFIX }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'The token of `POST /sessions`.' },
        },
      },
      security: [{ bearer: [] }, {}],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) => (typeof json.$id === 'string' ? json.$id : `def-${i}`),
    },
  })
  await server.register(async api => apiRoutes(api satisfies Api, describedOnly), { prefix: API_PREFIX })
  await server.ready()
  const document = server.swagger()
  await server.close()
  return document
}

function describedOnly(): never {
  throw new Error('this API is only described')
}
