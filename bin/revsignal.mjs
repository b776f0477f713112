#!/usr/bin/env node
// The program is TypeScript: tsx reads it as it is, so that there is nothing to build and nothing to be stale.
import { register } from 'tsx/esm/api';

register();
await import('../infra/local/commands/main.ts');
