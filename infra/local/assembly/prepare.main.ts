import { fileURLToPath } from 'node:url';
import { stageNamed } from '../../config/stages';
import { preparedAssembly } from './prepared-assembly';

/** Runs after `npm ci`, so that the first `npm start` is ready at once. */
await preparedAssembly(fileURLToPath(new URL('../../..', import.meta.url)), stageNamed('local'));
