import { readFileSync } from 'node:fs';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { definitionsOf } from './definitions';
import { diagramOf } from './diagram';
import type { Machine } from './machine';

const MARKED = /(<!-- diagram -->\n)[^]*?(<!-- \/diagram -->)/;

/** The page with the diagram between its markers; a page without markers is refused. */
const withDiagram = (page: string, path: string, definition: Machine): string => {
  if (!MARKED.test(page)) throw new Error(`${path} has no place for its diagram: add the lines <!-- diagram --> and <!-- /diagram -->.`);
  return page.replace(MARKED, (_, before: string, after: string) => `${before}\`\`\`mermaid\n${diagramOf(definition)}\n\`\`\`\n${after}`);
};

/** What the docs must be for these machines, by path: one page and one definition for each workflow. */
export const generatedDocs = (assembly: CloudAssembly): ReadonlyMap<string, string> =>
  new Map(
    [...definitionsOf(assembly)].flatMap(([workflow, definition]) => {
      const page = `docs/workflows/${workflow}.md`;
      return [
        [page, withDiagram(readFileSync(page, 'utf8'), page, definition)],
        [`docs/asl/${workflow}.json`, `${JSON.stringify(definition, null, 2)}\n`],
      ] as const;
    }),
  );
