import type { DashboardPlan } from './dashboard-plan.ts'
import { budgets } from './plans/budgets.ts'
import { calls } from './plans/calls.ts'
import { efficiency } from './plans/efficiency.ts'
import { features } from './plans/features.ts'
import { models } from './plans/models.ts'
import { overview } from './plans/overview.ts'

/** All dashboards. */
export const DASHBOARDS: readonly DashboardPlan[] = [overview, features, models, efficiency, budgets, calls]
