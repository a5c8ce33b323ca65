import { oneOf } from '../bytes/schema.ts'

/** What a person is in a group, least to most. A group inside a federation has no role; it has a weight. */
export const ROLES = ['guest', 'newcomer', 'member', 'moderator', 'delegate', 'steward'] as const
export type Role = (typeof ROLES)[number]
export const role = oneOf(...ROLES)

/** What a role may permit. `speak` is to act for the group in a federation. */
export type Permission = 'vote' | 'propose' | 'vouch' | 'invite' | 'review' | 'approve' | 'speak' | 'govern'

const PERMISSIONS: Record<Role, readonly Permission[]> = {
  guest: [],
  newcomer: [],
  member: ['vote', 'propose', 'vouch'],
  moderator: ['vote', 'propose', 'vouch', 'invite', 'review'],
  delegate: ['vote', 'propose', 'vouch', 'speak'],
  steward: ['vote', 'propose', 'vouch', 'invite', 'review', 'approve', 'speak', 'govern'],
}

export function permits(held: Role, permission: Permission): boolean {
  return PERMISSIONS[held].includes(permission)
}
