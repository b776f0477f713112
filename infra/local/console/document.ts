import { html, type Html } from './html';
import { PATHS } from './paths';
import { STYLE } from './style';

/** The whole document of a page: one column, no scripts, no assets. */
export const documentView = ({ title, body, jsonPath }: { readonly title: string; readonly body: Html; readonly jsonPath: string | undefined }): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · revsignal</title>
<style>${STYLE}</style>
</head>
<body>
<header><nav aria-label="Main"><a class="brand" href="${PATHS.overview}">revsignal</a> <a href="${PATHS.outbox}">Outbox</a> <a href="${PATHS.vendor}">UserGems</a></nav>
<form role="search" action="${PATHS.find}"><input type="search" name="q" aria-label="Id of a record, event, run or message, or an address" placeholder="Id or address" required> <button>Find</button></form></header>
<main>
<h1>${title}</h1>
${body}
</main>
${jsonPath === undefined ? undefined : html`<footer><a href="${jsonPath}">This page as JSON</a></footer>`}
</body>
</html>
`;
