import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../synthesize';
import { generatedDocs } from './generated-docs';

/** `npm run docs`: brings the diagrams of docs/workflows and the definitions of docs/asl up to date with the code. */
const outDir = mkdtempSync(join(tmpdir(), 'revsignal-docs-'));
generatedDocs(synthesize({ outDir, stage: 'local', bundles: 'none' })).forEach((content, path) => {
  writeFileSync(path, content);
  console.log(path);
});
rmSync(outDir, { recursive: true });
