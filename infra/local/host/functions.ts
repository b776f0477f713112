import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction } from './assembly';
import { LOCAL_REGION } from './template';

/** A function that failed, in the words of Lambda's own error response: Retry and Catch match `errorType`. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];

  constructor(functionName: string, { errorType, errorMessage, trace = [] }: { errorType: string; errorMessage: string; trace?: readonly string[] }) {
    super(`${functionName}: ${errorType}: ${errorMessage}`);
    this.errorType = errorType;
    this.errorMessage = errorMessage;
    this.trace = trace;
  }
}

export interface Functions {
  /**
   * Runs a function by name or ARN and returns its result; payload and result travel as JSON, up to 6 MB each.
   * Throws FunctionError when the function fails, runs out of time or dies; Error when there is no such function.
   */
  readonly invoke: (functionNameOrArn: string, payload: unknown) => Promise<unknown>;
  /** Ends all sandboxes; invocations that are under way or wait fail. */
  readonly close: () => Promise<void>;
}

export interface FunctionsOptions {
  /** The folder of this file, where the entry of the threads stands. */
  readonly hostDirectory: string;
  /** Variables for every function; they win over those in the template. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sandboxes of one function at most, each with one invocation at a time; more invocations wait. */
  readonly concurrency?: number;
  /** Where functions print; null drops it. */
  readonly log: Writable | null;
}

/** Payload limit of a synchronous invocation in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;

/**
 * Makes the functions ready to run. Sandboxes (worker threads) start on the first invocations and stay warm.
 * Throws when a bundle is missing. As on AWS the time to load a bundle is limited by itself and does not count as the function's.
 */
export const startFunctions = (functions: readonly LambdaFunction[], options: FunctionsOptions): Functions => {
  const pools = new Map(functions.map((fn) => [fn.name, poolOf(fn, options)]));
  return {
    invoke: async (functionNameOrArn, payload) => {
      const name = /^arn:aws:lambda:[^:]*:\d+:function:([^:]+)/.exec(functionNameOrArn)?.[1] ?? functionNameOrArn;
      const pool = pools.get(name);
      if (pool === undefined) throw new Error(`There is no function ${functionNameOrArn}; known: ${[...pools.keys()].join(', ')}`);
      const request = JSON.stringify(payload ?? {});
      const bytes = Buffer.byteLength(request);
      if (bytes > PAYLOAD_LIMIT_BYTES) throw new FunctionError(name, { errorType: 'RequestTooLargeException', errorMessage: `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${PAYLOAD_LIMIT_BYTES} bytes)` });
      const response = await pool.run(request);
      if (Buffer.byteLength(response) > PAYLOAD_LIMIT_BYTES) throw new FunctionError(name, { errorType: 'Function.ResponseSizeTooLarge', errorMessage: `Response payload size exceeded maximum allowed payload size (${PAYLOAD_LIMIT_BYTES} bytes).` });
      return JSON.parse(response);
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
};

// ---- the sandboxes of one function

interface Job {
  readonly payload: string;
  readonly resolve: (response: string) => void;
  readonly reject: (error: unknown) => void;
}

interface Sandbox {
  /** Resolves when the invocation has ended and the sandbox can take another; rejects when it failed. */
  readonly run: (payload: string) => Promise<string>;
  readonly alive: () => boolean;
  readonly close: () => Promise<void>;
}

const poolOf = (fn: LambdaFunction, options: FunctionsOptions): Pick<Sandbox, 'run' | 'close'> => {
  const { concurrency = 2 } = options;
  const module = modulePath(fn);
  const idle: Sandbox[] = [];
  const busy = new Set<Sandbox>();
  const waiting: Job[] = [];
  let closed = false;

  /** One may have died since, of an error that its last invocation left behind. */
  const takeIdle = (): Sandbox | undefined => {
    const sandbox = idle.pop();
    return sandbox === undefined || sandbox.alive() ? sandbox : takeIdle();
  };

  const dispatch = (job: Job): void => {
    const sandbox = takeIdle() ?? (busy.size < concurrency ? startSandbox(fn, module, options) : undefined);
    if (sandbox === undefined) {
      waiting.push(job);
      return;
    }
    busy.add(sandbox);
    const release = (): void => {
      busy.delete(sandbox);
      if (sandbox.alive()) idle.push(sandbox);
      const next = closed ? undefined : waiting.shift();
      if (next) dispatch(next);
    };
    sandbox.run(job.payload).finally(release).then(job.resolve, job.reject);
  };

  return {
    run: (payload) =>
      new Promise((resolve, reject) => {
        if (closed) reject(stopped(fn));
        else dispatch({ payload, resolve, reject });
      }),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(stopped(fn));
      await Promise.all([...idle, ...busy].map((sandbox) => sandbox.close()));
    },
  };
};

const stopped = (fn: LambdaFunction): FunctionError => new FunctionError(fn.name, { errorType: 'Sandbox.Stopped', errorMessage: 'the embedded host is shutting down' });

/** What a sandbox says: first that its bundle is loaded, then one answer to each invocation. */
interface Answer {
  readonly loaded?: true;
  readonly result?: string;
  readonly error?: { errorType: string; errorMessage: string; trace: string[] };
  /** The bundle could not be loaded; the next invocation deserves a fresh sandbox. */
  readonly unusable?: true;
}

/** Lambda's limit of the Init phase. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT_SECONDS = 10;

const startSandbox = (fn: LambdaFunction, module: string, { hostDirectory, environment, log }: FunctionsOptions): Sandbox => {
  const worker = new Worker(join(hostDirectory, 'functions-worker.mjs'), {
    workerData: { module, exportName: fn.handler.split('.')[1], silent: log === null },
    env: { ...lambdaEnvironment(fn), ...fn.environment, ...environment },
    // Not the flags of this process: its TypeScript loader would cost every sandbox half a second.
    execArgv: ['--enable-source-maps'],
    // A larger nursery saves copying what a batch of records leaves behind: a fifth of the processor time of a long intake.
    resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb, maxYoungGenerationSizeMb: 128 },
    stdout: true,
    stderr: true,
  });
  for (const output of [worker.stdout, worker.stderr]) {
    if (log === null) output.resume();
    else output.pipe(log, { end: false });
  }

  let alive = true;
  let loaded = false;
  let running: (Pick<Job, 'resolve' | 'reject'> & { awsRequestId: string }) | undefined;
  let causeOfDeath: FunctionError | undefined;
  let timer: NodeJS.Timeout | undefined;

  const end = async (cause: FunctionError): Promise<void> => {
    causeOfDeath ??= cause;
    alive = false;
    await worker.terminate();
  };
  const endAfter = (seconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const errorMessage = `RequestId: ${running?.awsRequestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
      void end(new FunctionError(fn.name, { errorType: 'Sandbox.Timedout', errorMessage }));
    }, seconds * 1000);
  };

  worker.on('message', (answer: Answer) => {
    if (answer.unusable) void end(stopped(fn));
    if (answer.loaded) {
      loaded = true;
      if (running) endAfter(fn.timeoutSeconds);
    } else if (answer.error) {
      running?.reject(new FunctionError(fn.name, answer.error));
    } else {
      running?.resolve(answer.result ?? 'null');
    }
  });
  worker.on('error', (error: Error) => {
    causeOfDeath ??= new FunctionError(fn.name, { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] });
  });
  worker.on('exit', (code) => {
    alive = false;
    running?.reject(causeOfDeath ?? new FunctionError(fn.name, { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${code}` }));
  });

  return {
    alive: () => alive,
    close: () => end(stopped(fn)),
    run: async (payload) => {
      const awsRequestId = randomUUID();
      endAfter(loaded ? fn.timeoutSeconds : INIT_LIMIT_SECONDS);
      try {
        return await new Promise<string>((resolve, reject) => {
          running = { resolve, reject, awsRequestId };
          worker.postMessage({
            payload,
            timeoutMs: fn.timeoutSeconds * 1000,
            context: { awsRequestId, functionName: fn.name, functionVersion: '$LATEST', invokedFunctionArn: fn.arn, memoryLimitInMB: String(fn.memoryMb) },
          });
        });
      } finally {
        clearTimeout(timer);
        running = undefined;
      }
    },
  };
};

const modulePath = (fn: LambdaFunction): string => {
  const [file = ''] = fn.handler.split('.');
  const found = ['.mjs', '.js', '.cjs'].map((extension) => join(fn.assetDirectory, file + extension)).find((candidate) => existsSync(candidate));
  if (found === undefined) throw new Error(`Function ${fn.name}: handler ${fn.handler} needs ${file}.mjs, .js or .cjs in ${fn.assetDirectory}`);
  return found;
};

/** What Lambda sets itself, and keys that are nobody's: a function here must never find the real ones of this machine. */
const lambdaEnvironment = (fn: LambdaFunction): Record<string, string> => ({
  AWS_REGION: LOCAL_REGION,
  AWS_DEFAULT_REGION: LOCAL_REGION,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_LAMBDA_FUNCTION_NAME: fn.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
  LAMBDA_TASK_ROOT: fn.assetDirectory,
  _HANDLER: fn.handler,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});
