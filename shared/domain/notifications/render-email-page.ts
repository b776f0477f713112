import { HTML, spell } from './render-characters';

/** An e-mail in its two forms, without its addresses. */
export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A link; the label is already spelled for HTML. */
export const htmlLink = (url: string, label: string): string => `<a href="${spell(url, Infinity, HTML)}">${label}</a>`;

/**
 * The page that carries a message: one column that a phone shows without zooming, no image or other asset, styles on the elements
 * because several mail programs drop the head. What stands in the head only adds colours, for the dark mode too. `preview` is what
 * an inbox shows beside the subject. All texts are spelled for HTML.
 */
export const htmlPage = ({ title, preview, body, footer }: { title: string; preview: string; body: string; footer: string }): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
:root{color-scheme:light dark}
a{color:#0b57d0}
@media (prefers-color-scheme:dark){.page{color:#e3e6ea!important}a{color:#8ab4f8!important}}
</style>
</head>
<body style="margin:0;padding:0">
<div style="display:none;max-height:0;overflow:hidden">${preview}</div>
<div class="page" style="max-width:600px;margin:0 auto;padding:24px 16px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1f2328;overflow-wrap:anywhere">
${body}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #8c959f66;font-size:14px;opacity:.8">${footer}</p>
</div>
</body>
</html>
`;

const TEXT_WIDTH = 76;

/** Folds a text between words; lines after the first are indented by `hang` blanks. A word longer than a line stays whole. */
export const fold = (text: string, hang: number): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S) /)) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= TEXT_WIDTH) line += ` ${word}`;
    else {
      lines.push(line);
      line = ' '.repeat(hang) + word;
    }
  }
  return [...lines, line].join('\n');
};
