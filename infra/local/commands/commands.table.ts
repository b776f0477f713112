import type { Command } from './command';

export interface CommandRow {
  readonly name: string;
  /** One line of `revsignal --help`. */
  readonly summary: string;
  /** A command is loaded when it is asked for: the program answers at once although some load CDK or the embedded runtime. */
  readonly load: () => Promise<Command>;
}

/** The commands of the program, in the order of its help (docs/commands.md). */
export const COMMANDS: readonly CommandRow[] = [
  { name: 'start', summary: 'everything on this machine: a sample company, or a folder replayed; then the console (npm start)', load: async () => (await import('./start-command')).startCommand },
  { name: 'import', summary: 'bring a folder of Salesforce exports and vendor deliveries into a store', load: async () => (await import('./import-command')).importCommand },
  { name: 'explain', summary: 'why a lead, contact, event or message came out as it did, or why nothing happened', load: async () => (await import('./explain-command')).explainCommand },
  { name: 'plan', summary: 'what a run would create, change and send; nothing is written', load: async () => (await import('./plan-command')).planCommand },
  { name: 'diff', summary: 'recent records through the deployed rules and through others, side by side', load: async () => (await import('./diff-command')).diffCommand },
  { name: 'replay', summary: 'a workflow once more for a past day: the same result as then, or what was missing', load: async () => (await import('./replay-command')).replayCommand },
  { name: 'merge', summary: 'merge two leads or two contacts; first show what each field becomes and why', load: async () => (await import('./merge-command')).mergeCommand },
  { name: 'unmerge', summary: 'undo a merge: both records as they were', load: async () => (await import('./unmerge-command')).unmergeCommand },
  { name: 'erase', summary: 'erase what is known of a person, everywhere, with a receipt', load: async () => (await import('./erase-command')).eraseCommand },
  { name: 'redrive', summary: 'give refused or failed signals back to the next release', load: async () => (await import('./redrive-command')).redriveCommand },
];
