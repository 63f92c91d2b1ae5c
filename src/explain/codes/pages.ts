import type { ListedCode } from '../../diagnostic/codes.ts'
import type { Page } from '../../diagnostic/page.ts'

/** A page for every listed code of a family, and for no other. */
export type Pages<Family extends string> = Readonly<Record<Extract<ListedCode, `${Family}/${string}`>, Page>>
