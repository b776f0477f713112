import type { Band, Bands } from './bands';

/** Bands of a category in which higher is better. */
const higher = (a: number, b: number, cPlus: number, c: number, d: number): readonly Band[] => [
  { grade: 'A', atLeast: a }, { grade: 'B', atLeast: b }, { grade: 'C+', atLeast: cPlus }, { grade: 'C', atLeast: c }, { grade: 'D', atLeast: d }, { grade: 'F' },
];
/** Bands of a category in which lower is better. */
const lower = (a: number, b: number, cPlus: number, c: number, d: number): readonly Band[] => [
  { grade: 'A', atMost: a }, { grade: 'B', atMost: b }, { grade: 'C+', atMost: cPlus }, { grade: 'C', atMost: c }, { grade: 'D', atMost: d }, { grade: 'F' },
];

/**
 * The bands of table SC-T1 (SC-04). The vendor publishes its own only as images (D-04): what it says in words is kept (engagement 50 %,
 * more than 50 % of the customers in the ICP), the rest are defaults. A stage may have bands of its own: settings.scorecard.bands.
 */
export const DEFAULT_BANDS: Bands = {
  version: 'SC-T1',
  categories: {
    contactsProvided: higher(6 / 6, 5 / 6, 4 / 6, 3 / 6, 1 / 6),
    closedWonTracked: higher(0.95, 0.8, 0.7, 0.6, 0.4),
    personaDefinition: higher(0.75, 0.5, 0.45, 0.4, 0.25),
    accountsProvided: [{ grade: 'A', atLeast: 3 }, { grade: 'C+', atLeast: 2 }, { grade: 'D', atLeast: 1 }, { grade: 'F' }],
    // "The majority": half is not enough.
    icpDefinition: [
      { grade: 'A', atLeast: 0.75 }, { grade: 'B', moreThan: 0.5 }, { grade: 'C+', atLeast: 0.45 }, { grade: 'C', atLeast: 0.4 }, { grade: 'D', atLeast: 0.25 }, { grade: 'F' },
    ],
    filtering: lower(0.1, 0.3, 0.4, 0.5, 0.7),
    newTitleRelevance: higher(0.6, 0.4, 0.35, 0.3, 0.15),
    newAccountRelevance: higher(0.6, 0.4, 0.35, 0.3, 0.15),
    engagementRate: higher(0.75, 0.5, 0.45, 0.35, 0.2),
    daysUntilFirstActivity: lower(2, 7, 10, 14, 30),
    numberOfActivities: higher(8, 5, 4, 3, 2),
  },
};
