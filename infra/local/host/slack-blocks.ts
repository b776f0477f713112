import { z } from 'zod';

/** Block limits of https://docs.slack.dev/reference/block-kit/blocks */
const text = (limit: number) => z.object({ type: z.enum(['mrkdwn', 'plain_text']), text: z.string().min(1, 'must be more than 0 characters').max(limit, `must be less than ${limit + 1} characters`) });
const plainText = (limit: number) => text(limit).extend({ type: z.literal('plain_text') });
const element = z.looseObject({ type: z.string() });

const BLOCKS = z.discriminatedUnion('type', [
  z.object({ type: z.literal('section'), text: text(3000).optional(), fields: z.array(text(2000)).max(10).optional(), accessory: element.optional() }),
  z.object({ type: z.literal('header'), text: plainText(150) }),
  z.object({ type: z.literal('divider') }),
  z.object({ type: z.literal('context'), elements: z.array(z.union([text(3000), element.extend({ type: z.literal('image') })])).min(1).max(10) }),
  z.object({ type: z.literal('actions'), elements: z.array(element).min(1).max(25) }),
  z.object({ type: z.literal('image'), image_url: z.url().max(3000), alt_text: z.string().max(2000), title: plainText(2000).optional() }),
]);

const MESSAGE_BLOCKS = z.array(BLOCKS).max(50, 'no more than 50 items allowed');

/** What Slack would say against the blocks of a message, each with its place; empty when it would take them. */
export const blockErrors = (blocks: unknown): string[] => {
  const parsed = MESSAGE_BLOCKS.safeParse(blocks);
  return parsed.success ? [] : parsed.error.issues.map(({ message, path }) => `[ERROR] ${message} [json-pointer:/${['blocks', ...path].join('/')}]`);
};
