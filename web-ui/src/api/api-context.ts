import { createContext, useContext } from 'react'
import type { Api } from './client.ts'

export const ApiContext = createContext<Api | undefined>(undefined)

export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('no API in this part of the page')
  return api
}
