import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { synthesize } from '../../infra/synthesize';

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'revsignal-infra-'));

/** The sample stage without bundles. */
export const synthesizeSample = ({ validate = false }: { validate?: boolean } = {}): CloudAssembly => synthesize({ outDir: freshFolder(), stage: 'local', bundles: 'none', validate });

type Stack = 'storage' | 'app' | 'observability';

export const templateOf = (assembly: CloudAssembly, stack: Stack, stage = 'local'): Template => Template.fromJSON(assembly.getStackByName(`revsignal-${stage}-${stack}`).template);

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Resources of a type by logical id. */
export const resourcesOf = (template: Template, type: string): Readonly<Record<string, Resource>> => template.findResources(type) as Readonly<Record<string, Resource>>;

/** An app for what needs the construct tree and not only the templates. */
export const emptyApp = (): App => new App({ outdir: freshFolder(), analyticsReporting: false, builtinCloudFormationValidation: false });

/** Text of a value with intrinsics: `{Ref}` and `{Fn::GetAtt}` in angle brackets, joins joined. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const intrinsic = value as { Ref?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]] };
  if (intrinsic.Ref !== undefined) return `<${intrinsic.Ref}>`;
  if (intrinsic['Fn::GetAtt'] !== undefined) return `<${intrinsic['Fn::GetAtt'].join('.')}>`;
  if (intrinsic['Fn::Join'] !== undefined) return intrinsic['Fn::Join'][1].map(textOf).join(intrinsic['Fn::Join'][0]);
  return JSON.stringify(value);
};
