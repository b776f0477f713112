import * as z from 'zod';
import { html, type Html } from './html';
import { mrkdwnView } from './mrkdwn';

const textSchema = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });
const imageSchema = z.object({ type: z.literal('image'), alt_text: z.string() });
const blockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: textSchema }),
  z.object({ type: z.literal('section'), text: textSchema.optional(), fields: z.array(textSchema).default([]) }),
  z.object({ type: z.literal('context'), elements: z.array(z.discriminatedUnion('type', [textSchema, imageSchema])) }),
  z.object({ type: z.literal('divider') }),
]);
const namedSchema = z.object({ type: z.string() });

/**
 * Blocks of a Slack message as their reader sees them: header, section, context and divider. Any other block is named in its place,
 * and an image shows its alternative text: this page loads nothing. https://docs.slack.dev/reference/block-kit/blocks
 */
export const blocksView = (blocks: readonly unknown[]): Html => html`${blocks.map(blockView)}`;

const blockView = (given: unknown): Html => {
  const { data: block } = blockSchema.safeParse(given);
  switch (block?.type) {
    case 'header':
      return html`<h3>${textView(block.text)}</h3>`;
    case 'section':
      return html`${block.text && html`<p>${textView(block.text)}</p>`}${block.fields.length === 0 ? undefined : html`<div class="fields">${block.fields.map((field) => html`<p>${textView(field)}</p>`)}</div>`}`;
    case 'context':
      return html`<p class="context">${block.elements.map((element) => html`<span>${element.type === 'image' ? `[image: ${element.alt_text}]` : textView(element)}</span> `)}</p>`;
    case 'divider':
      return html`<hr>`;
    case undefined:
      break;
  }
  return html`<p class="quiet">Here stands a block of type “${namedSchema.safeParse(given).data?.type ?? 'unknown'}”, which this page does not draw.</p>`;
};

const textView = ({ type, text }: z.infer<typeof textSchema>): Html => (type === 'mrkdwn' ? mrkdwnView(text) : html`${text}`);
