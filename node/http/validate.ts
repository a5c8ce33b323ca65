import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

/**
 * Compiles a route's schema when the first request asks for it, so that a node starts without waiting for any.
 * Nothing is converted: a query is text.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  let validator: Validator | undefined
  return value => {
    validator ??= Compile(schema)
    return validator.Check(value) ? { value } : { error: problemsIn(validator, value) }
  }
}

function problemsIn(validator: Validator, value: unknown): FastifySchemaValidationError[] {
  return validator.Errors(value).map(({ keyword, instancePath, schemaPath, message }) => ({
    keyword,
    instancePath,
    schemaPath,
    message,
    params: {},
  }))
}
