import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { type DeviceKey, forgetDeviceKey, readDeviceKey, writeDeviceKey } from './device-key.ts'
import { forgetReads } from './offline/kept-reads.ts'

type DeviceKeyState = {
  readonly deviceKey: DeviceKey | undefined
  keep(key: DeviceKey): void
  forget(): void
}

const DeviceKeyContext = createContext<DeviceKeyState | undefined>(undefined)

/** Holds this device's key for the page; every change is written to the browser's storage at once. */
export function DeviceKeyProvider({ children }: { children: ReactNode }) {
  const [deviceKey, setDeviceKey] = useState(() => readDeviceKey(localStorage))
  const state = useMemo<DeviceKeyState>(
    () => ({
      deviceKey,
      keep: key => {
        forgetReads()
        writeDeviceKey(localStorage, key)
        setDeviceKey(key)
      },
      forget: () => {
        forgetReads()
        forgetDeviceKey(localStorage)
        setDeviceKey(undefined)
      },
    }),
    [deviceKey],
  )
  return <DeviceKeyContext value={state}>{children}</DeviceKeyContext>
}

export function useDeviceKey(): DeviceKeyState {
  const state = useContext(DeviceKeyContext)
  if (!state) throw new Error('no device key in this part of the page')
  return state
}
