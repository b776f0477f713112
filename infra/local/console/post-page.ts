import { blocksView } from './block-kit';
import { html } from './html';
import { firstLine, mrkdwnView } from './mrkdwn';
import type { AnswerFor } from './page';
import { timeView } from './time';

/** `/outbox/slack/<ts>`: a Slack message as its reader sees it. */
export const postPage: AnswerFor = ({ outbox, stores }, { id }) => {
  const post = outbox.posts.find(({ ts }) => ts === id);
  if (post === undefined) return undefined;
  return {
    title: firstLine(post.text) || 'Slack message',
    data: post,
    body: html`
<dl class="facts"><div><dt>${post.recipient === undefined ? 'Channel' : 'Direct message to'}</dt><dd>${post.recipient ?? post.channel}</dd></div>
<div><dt>Sent</dt><dd>${timeView(post.at, stores.settings.timeZone)}</dd></div></dl>
<article class="slack paper" aria-label="The message as its reader sees it">
<p class="sender"><b>revsignal</b> <span class="app">APP</span></p>
${post.blocks.length > 0 ? blocksView(post.blocks) : html`<p>${mrkdwnView(post.text)}</p>`}
</article>
<details><summary>What notifications and screen readers say</summary><pre class="paper">${post.text}</pre></details>
<details><summary>Blocks as they were sent</summary><pre class="paper">${JSON.stringify(post.blocks, undefined, 2)}</pre></details>`,
  };
};
