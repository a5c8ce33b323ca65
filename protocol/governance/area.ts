import { text } from '../bytes/schema.ts'

/** What a proposal is about, in the group's own words ("gardens"), for those who delegate by area: the same word is the same area. */
export const areaName = text({ min: 1, max: 60 })
