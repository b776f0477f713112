import { html, type Html } from './html';

/** The style of all pages: system fonts, light and dark, one column that a phone shows without zooming. */
export const STYLE: Html = html`
:root{color-scheme:light dark;--ink:#1f2328;--quiet:#59636e;--line:#d1d9e0;--ground:#fff;--raised:#f6f8fa;--link:#0b57d0;--good:#116329;--good-ground:#dafbe1;--bad:#a40e26;--bad-ground:#ffebe9;--wait:#7d4e00;--wait-ground:#fff8c5}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9198a1;--line:#3d444d;--ground:#0d1117;--raised:#151b23;--link:#8ab4f8;--good:#7ee787;--good-ground:#12261e;--bad:#ff9d97;--bad-ground:#35191b;--wait:#e3b341;--wait-ground:#2e2410}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;justify-content:space-between;padding-block:.75rem}
header nav{display:flex;gap:1.25rem}
header form{display:flex;gap:.5rem;flex:0 1 22rem}
footer{padding-block:2rem;font-size:.875rem}
a{color:var(--link)}
.brand{font-weight:700;color:inherit;text-decoration:none}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
h1{margin:.75rem 0;font-size:1.6rem;line-height:1.25}
h2{margin:2rem 0 .75rem;font-size:1.2rem}
h3{margin:1.25rem 0 .5rem;font-size:1rem}
h4{margin:1rem 0 .25rem;font-size:.875rem}
input,select,button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:.3rem .6rem;min-width:0;max-width:100%}
input[type=search]{flex:1}
button{background:var(--raised);cursor:pointer}
.lead{margin:.5rem 0 1rem}
.quiet,.id{color:var(--quiet);font-size:.875rem}
.id{font-family:ui-monospace,monospace;font-size:.8125rem}
code,pre{font-family:ui-monospace,monospace;font-size:.8125rem}
pre{margin:.5rem 0;white-space:pre-wrap}
pre.scroll{padding:.75rem;background:var(--raised);border-radius:6px}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem}
.tiles a{flex:1 1 9rem;padding:.75rem 1rem;border:1px solid var(--line);border-radius:8px;background:var(--raised);color:inherit;text-decoration:none}
.tiles b{display:block;font-size:1.5rem;line-height:1.2}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;min-width:4.5rem;max-width:28rem}
th{color:var(--quiet);font-weight:500;font-size:.8125rem;white-space:nowrap}
td:first-child:not(:only-child){min-width:10rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
time,.name{white-space:nowrap}
.facts{margin:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:.5rem 1.5rem}
.facts .facts{grid-template-columns:1fr;gap:.25rem}
dt{color:var(--quiet);font-size:.8125rem}
dd{margin:0;overflow-wrap:anywhere}
.plain{margin:0;padding:0;list-style:none;columns:14rem}
.status{display:inline-block;padding:0 .5rem;border:1px solid var(--line);border-radius:1rem;font-size:.8125rem;font-weight:600;white-space:nowrap}
.good{color:var(--good);background:var(--good-ground);border-color:transparent}
.bad{color:var(--bad);background:var(--bad-ground);border-color:transparent}
.wait{color:var(--wait);background:var(--wait-ground);border-color:transparent}
.alarm{padding:.5rem .75rem;border-left:4px solid var(--bad);background:var(--bad-ground)}
article{margin:1rem 0;padding:.25rem 1rem 1rem;border:1px solid var(--line);border-radius:8px}
article h2,article h3{margin-top:.75rem}
.path{font-size:1rem;font-weight:600}
.states{display:flex;flex-wrap:wrap;gap:.25rem;margin:.5rem 0;padding:0;list-style:none;font-size:.875rem}
.states li:not(:last-child)::after{content:" →";color:var(--quiet)}
.filters,.tabs,.pages{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end;margin:1rem 0}
.tabs [aria-current]{font-weight:700;color:inherit;text-decoration-color:var(--link);text-decoration-thickness:2px;text-underline-offset:.4em}
.tabs a:last-child{margin-left:auto}
details{margin:.75rem 0}
summary{cursor:pointer}
.paper{border:1px solid var(--line);border-radius:8px;background:var(--raised);padding:1rem}
iframe.paper{display:block;width:100%;height:70vh;min-height:24rem;padding:0;resize:vertical;background:var(--ground)}
.slack{max-width:44rem;background:var(--ground)}
.slack p{margin:.5rem 0;white-space:pre-line}
.slack h3{font-size:1.15rem;margin:.25rem 0 .5rem}
.slack hr{border:0;border-top:1px solid var(--line);margin:1rem 0}
.slack .context{color:var(--quiet);font-size:.8125rem}
.slack .sender{margin:0}
.slack .app{padding:0 .25rem;border-radius:3px;background:var(--raised);color:var(--quiet);font-size:.6875rem}
.slack .fields{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}
.mention{background:var(--wait-ground);color:var(--link)}
`;
