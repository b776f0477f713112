import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { completeTask } from '../../../shared/runtime/complete-task';
import { callbackStore } from '../../../shared/stores/callback-store';

const CALLBACK = { taskId: 'forms#for-1', kind: 'contact_us', token: 'token-1', about: 'l-1' } as const;

describe('executions that wait for somebody', () => {
  it('a retry of the task waits with a new token, and nobody with the old one', async () => {
    const callbacks = callbackStore(memoryTables());
    await callbacks.keep(CALLBACK);
    await callbacks.keep({ ...CALLBACK, token: 'token-2' });

    expect(await callbacks.find(CALLBACK.taskId)).toEqual({ ...CALLBACK, token: 'token-2' });
  });

  it('a token is taken once, also when two ask at the same time; that there was a task stays', async () => {
    const callbacks = callbackStore(memoryTables());
    await callbacks.keep(CALLBACK);

    const taken = await Promise.all([callbacks.take(CALLBACK.taskId), callbacks.take(CALLBACK.taskId)]);

    expect(taken.toSorted()).toEqual(['token-1', undefined]);
    expect(await callbacks.find(CALLBACK.taskId)).toEqual({ ...CALLBACK, token: undefined });
    expect(await callbacks.take('never')).toBeUndefined();
  });

  it('whoever was cut off between telling an execution and taking its token tells it again', async () => {
    const callbacks = callbackStore(memoryTables());
    await callbacks.keep(CALLBACK);
    const told: string[] = [];
    const cutOff = { ...callbacks, take: () => Promise.reject(new Error('cut off')) };
    const taskCallbacks = { succeed: async (token: string) => (told.includes(token) ? 'gone' : (told.push(token), 'told')) } as const;

    await expect(completeTask({ callbacks: cutOff, taskCallbacks }, CALLBACK.taskId, {})).rejects.toThrow('cut off');

    expect([await completeTask({ callbacks, taskCallbacks }, CALLBACK.taskId, {}), await completeTask({ callbacks, taskCallbacks }, 'never', {})]).toEqual(['gone', 'gone']);
    expect(told).toEqual(['token-1']);
  });
});
