import type { Item, Tables } from '../ports/tables';

/** Executions that wait for somebody: under the id of the task the token with which Step Functions is told its result. */
export interface Callback {
  readonly taskId: string;
  readonly kind: CallbackKind;
  /** Absent once the task was told. */
  readonly token?: string | undefined;
  /** Id of the record that the task is about. */
  readonly about: string;
}

/** For a follow-up of a Contact Us request; for the choice of a Regional Director. */
export type CallbackKind = 'contact_us' | 'rd_task';

export interface CallbackStore {
  /** Keeps who waits now: a retry of the task has a new token, and nobody waits with the old one. */
  keep(callback: Callback & { readonly token: string }): Promise<void>;
  find(taskId: string): Promise<Callback | undefined>;
  /** Takes the token away, once: undefined when nobody waits, or another has taken it. */
  take(taskId: string): Promise<string | undefined>;
  /** Everybody who waits; reads the table through. */
  waiting(): Promise<Callback[]>;
}

export const callbackStore = (tables: Tables): CallbackStore => {
  const find: CallbackStore['find'] = async (taskId) => {
    const [item] = await tables.getMany('Callback', [{ TaskId: taskId }]);
    return item && fromItem(item);
  };
  return {
    keep: ({ taskId, kind, token, about }) => tables.putMany([{ table: 'Callback', item: { TaskId: taskId, Kind: kind, Token: token, About: about } }]),
    find,
    take: async (taskId) => {
      const token = (await find(taskId))?.token;
      if (token === undefined) return undefined;
      const taken = await tables.update('Callback', { TaskId: taskId }, { remove: ['Token'] }, [{ attribute: 'Token', is: 'equal', value: token }]);
      return taken && token;
    },
    waiting: async () => {
      const all: Callback[] = [];
      for await (const page of tables.scan('Callback')) all.push(...page.map(fromItem));
      return all.filter(({ token }) => token !== undefined);
    },
  };
};

const fromItem = (item: Item): Callback => ({
  taskId: String(item['TaskId']),
  kind: item['Kind'] as CallbackKind,
  token: item['Token'] as string | undefined,
  about: String(item['About']),
});
