import type { ReactNode } from 'react'

/** Line icons of the page, 24 by 24, in the colour of the text beside them; words always stand beside them too. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const ForIcon = () => (
  <Icon>
    <path d="M4 12.5l5.5 5.5L20 7" />
  </Icon>
)

export const AgainstIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
)

export const AbstainIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8" />
    <path d="M8 12h8" />
  </Icon>
)

export const DecideIcon = () => (
  <Icon>
    <path d="M4 13v6a1 1 0 001 1h14a1 1 0 001-1v-6" />
    <path d="M2.5 13h19M8 10l3.5-6.5L18 7l-3 6" />
  </Icon>
)

export const FederationIcon = () => (
  <Icon>
    <circle cx="12" cy="5" r="2.5" />
    <circle cx="5" cy="18.5" r="2.5" />
    <circle cx="19" cy="18.5" r="2.5" />
    <path d="M12 7.5V12M12 12l-5.5 4.5M12 12l5.5 4.5" />
  </Icon>
)

export const OffersIcon = () => (
  <Icon>
    <path d="M3 9l2-5h14l2 5M4 9v10a1 1 0 001 1h14a1 1 0 001-1V9" />
    <path d="M3 9a3 3 0 006 0 3 3 0 006 0 3 3 0 006 0" />
  </Icon>
)

export const MembersIcon = () => (
  <Icon>
    <circle cx="9" cy="8" r="3.5" />
    <path d="M2.5 20c.6-4 3.2-6 6.5-6s5.9 2 6.5 6" />
    <path d="M16 5a3.2 3.2 0 010 6.200M18 14.500c2 .8 3.2 2.6 3.5 5.5" />
  </Icon>
)

export const MeIcon = () => (
  <Icon>
    <circle cx="8" cy="15" r="4.5" />
    <path d="M11.2 11.800L20 3M16.5 6.500l3 3" />
  </Icon>
)

export const EmptyIcon = () => (
  <Icon>
    <path d="M12 3c3 4.5 4.5 6 9 9-4.5 3-6 4.5-9 9-3-4.5-4.5-6-9-9 4.5-3 6-4.5 9-9z" />
    <circle cx="12" cy="12" r="2" />
  </Icon>
)

export const ClockIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.500V12l3 2" />
  </Icon>
)

export const SearchIcon = () => (
  <Icon>
    <circle cx="10.5" cy="10.5" r="6.5" />
    <path d="M15.500 15.500L21 21" />
  </Icon>
)

export const BackIcon = () => (
  <Icon>
    <path d="M14 6l-6 6 6 6" />
  </Icon>
)

export const GripIcon = () => (
  <Icon>
    <path d="M9 6v.01M9 12v.01M9 18v.01M15 6v.01M15 12v.01M15 18v.01" />
  </Icon>
)

export const UpIcon = () => (
  <Icon>
    <path d="M12 19V5M6 11l6-6 6 6" />
  </Icon>
)

export const DownIcon = () => (
  <Icon>
    <path d="M12 5v14M6 13l6 6 6-6" />
  </Icon>
)

export const AddIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
)

/** Filled where it counts, by the style of what it stands in. */
export const StarIcon = () => (
  <Icon>
    <path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z" />
  </Icon>
)
