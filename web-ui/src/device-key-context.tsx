import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import type { DeviceKey } from './device-key.ts'
import type { Seat, Sitting } from './shared-device/sitting.ts'

const SittingContext = createContext<Sitting | undefined>(undefined)

/** Holds who sits at the page; every change is written to the browser's storage at once. */
export function SittingProvider({ sitting, children }: { sitting: Sitting; children: ReactNode }) {
  return <SittingContext value={sitting}>{children}</SittingContext>
}

function useSeat(): { sitting: Sitting; seat: Seat } {
  const sitting = useContext(SittingContext)
  if (!sitting) throw new Error('nobody sits at this part of the page')
  return { sitting, seat: useSyncExternalStore(sitting.subscribe, sitting.seat) }
}

type DeviceKeyState = Pick<Seat, 'deviceKey' | 'own' | 'looked'> & {
  keep(key: DeviceKey): void
  forget(): void
}

/** The key of who sits here, and where this device keeps what is theirs alone. */
export function useDeviceKey(): DeviceKeyState {
  const { sitting, seat } = useSeat()
  return useMemo(() => {
    const { deviceKey, own, looked } = seat
    return { deviceKey, own, looked, keep: sitting.keep, forget: sitting.forget }
  }, [sitting, seat])
}

/** What a device is that several people use: who has a key on it, and how one comes and goes. */
export function useSharedDevice(): Sitting & Seat & { readonly isLocked: boolean } {
  const { sitting, seat } = useSeat()
  const isLocked = seat.holders !== undefined && seat.deviceKey === undefined
  return useMemo(() => ({ ...sitting, ...seat, isLocked }), [sitting, seat, isLocked])
}
