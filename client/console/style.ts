/** The look: system fonts, light and dark, from 320 px on. Tables become lists where there is no room for them. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #f5f6f8; --card: #fff; --text: #1b2330; --soft: #566072; --line: #d4d9e1; --link: #0b57b0; --field: #7b8494;
  --good: #17663a; --good-back: #e2f4e9; --bad: #a3201a; --bad-back: #fdeae8; --wait: #7a4b00; --wait-back: #fff2d6; --plain-back: #e8ecf2;
  --button: #0b57b0; --button-text: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #12161d; --card: #1b212b; --text: #e8ebf0; --soft: #a5aebd; --line: #353e4c; --link: #8ab8ff; --field: #7b8698;
    --good: #82d9a4; --good-back: #16331f; --bad: #ff9c94; --bad-back: #43191a; --wait: #f5c46b; --wait-back: #3c2c0b; --plain-back: #2a323f;
    --button: #8ab8ff; --button-text: #0d1420;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: .5rem; top: -4rem; padding: .5rem 1rem; background: var(--card); z-index: 1; }
.skip:focus { top: .5rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 2rem; padding: .5rem max(1rem, calc(50vw - 37rem)); background: var(--card); border-bottom: 1px solid var(--line); }
header ul { display: flex; gap: .25rem; margin: 0; padding: 0; list-style: none; }
header li a { display: block; padding: .6rem .75rem; text-decoration: none; border-bottom: 3px solid transparent; }
header li a[aria-current] { color: var(--text); font-weight: 600; border-color: var(--link); }
header form { margin-left: auto; }
.brand { margin: 0; font-weight: 700; }
.brand span { font-weight: 400; color: var(--soft); }
main { max-width: 76rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .75rem 0; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
.card > h2:first-child { margin-top: 0; }
code { font: .9em ui-monospace, monospace; }
.aside, .hint { color: var(--soft); font-size: .9rem; font-weight: 400; }
.crumb { margin: 0; font-size: .9rem; }
.again { margin: 0 .5rem; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem; }
.card, details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
.waits { border-left: .35rem solid var(--wait); }
.facts { display: grid; gap: .35rem; margin: .5rem 0; }
.facts div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.badge { display: inline-block; padding: 0 .5rem; border-radius: .35rem; background: var(--plain-back); color: var(--text); }
.badge .sign { font-weight: 700; }
.badge.good { background: var(--good-back); color: var(--good); }
.badge.bad { background: var(--bad-back); color: var(--bad); }
.badge.wait { background: var(--wait-back); color: var(--wait); }
.notice { border: 1px solid; border-left-width: .35rem; border-radius: .35rem; padding: .5rem 1rem; margin: 1rem 0; }
.notice p { margin: .25rem 0; }
.notice.good { background: var(--good-back); color: var(--good); }
.notice.bad { background: var(--bad-back); color: var(--bad); }
.notice a { color: inherit; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); margin: 1.25rem 0; }
caption { text-align: left; font-weight: 600; padding: .35rem 0; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-top: 1px solid var(--line); overflow-wrap: break-word; }
td.said, td code, th code { overflow-wrap: anywhere; }
.steps td .badge, .runs td .badge { white-space: nowrap; }
a .badge { text-decoration: underline; text-underline-offset: .15em; }
time { white-space: nowrap; }
thead th { color: var(--soft); font-weight: 600; font-size: .9rem; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.beside { display: grid; gap: 0 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); align-items: start; }
.counts td, .counts th { padding: .3rem .75rem; }
.counts tbody th { font-weight: 400; }
details { margin: .5rem 0; padding: 0; }
summary { padding: .75rem 1rem; cursor: pointer; }
.verb { font-weight: 600; }
.meaning { color: var(--soft); }
details form { padding: 0 1rem 1rem; }
form.card { max-width: 32rem; }
.field { margin: 0 0 1rem; max-width: 40rem; }
label { display: block; font-weight: 600; }
.field p { margin: 0 0 .25rem; }
.fault { color: var(--bad); font-weight: 600; }
.fault::before { content: "✕ "; }
input, select, textarea, button { font: inherit; color: inherit; }
input, select, textarea { width: 100%; min-height: 2.75rem; padding: .5rem .6rem; background: var(--card); border: 1px solid var(--field); border-radius: .35rem; }
[aria-invalid] { border: 2px solid var(--bad); }
.json { font: .95rem/1.4 ui-monospace, monospace; }
button { min-height: 2.75rem; padding: .4rem 1.25rem; border: 1px solid var(--button); border-radius: .35rem; background: var(--button); color: var(--button-text); font-weight: 600; cursor: pointer; }
button.quiet { background: none; color: var(--link); border-color: transparent; padding: .4rem .75rem; font-weight: 400; }
.filters { display: grid; gap: .5rem 1rem; grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr)); align-items: end; }
.filters .field { margin: 0; }
.pages { display: flex; gap: 2rem; }
.empty { padding: 2rem 1rem; text-align: center; background: var(--card); border: 1px dashed var(--line); border-radius: .5rem; }
@media (max-width: 48rem) {
  .facts div { grid-template-columns: 1fr; }
  .steps thead, .runs thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .steps, .steps tbody, .steps tr, .steps th, .steps td, .steps caption, .runs, .runs tbody, .runs tr, .runs th, .runs td, .runs caption { display: block; }
  .steps, .runs { border: 0; background: none; }
  .steps tr, .runs tr { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 0; margin-bottom: .75rem; }
  .steps th, .steps td, .runs th, .runs td { border: 0; padding: .2rem .75rem; }
  .steps td::before, .runs td::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media (prefers-reduced-motion: no-preference) { .skip { transition: top .1s; } }
`;

export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b57b0"/><path d="M4 8.5l2.5 2.5L12 5.5" fill="none" stroke="#fff" stroke-width="2"/></svg>';
