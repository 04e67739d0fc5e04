/** What all pages have in common. */
import { html, type Html } from '../html.js';

export interface Frame {
  title: string;
  /** The page of the navigation that this one is. */
  here?: 'inbox' | 'recent';
  tenant?: string;
  /** Token of the form that signs out; absent when there is no log-in, or nobody is in. */
  signOut?: string;
}

const navigation = (here: Frame['here']): Html => {
  const to = (page: Frame['here'], path: string, words: string): Html =>
    page === here ? html`<li><a href="${path}" aria-current="page">${words}</a></li>` : html`<li><a href="${path}">${words}</a></li>`;
  return html`<nav aria-label="Console"><ul>${to('inbox', '/', 'Inbox')}${to('recent', '/recent', 'Recent runs')}</ul></nav>`;
};

const leave = (form: string): Html =>
  html`<form method="post" action="/sign-out"><input type="hidden" name="form" value="${form}"><button class="quiet">Sign out</button></form>`;

export const layout = ({ title, here, tenant, signOut }: Frame, content: Html): Html =>
  html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} – Duesflow console</title>
  <link rel="stylesheet" href="/style.css">
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
  <a class="skip" href="#main">Skip to the content</a>
  <header>
    <p class="brand">Duesflow <span>console${tenant === undefined ? '' : `, ${tenant}`}</span></p>
    ${navigation(here)}
    ${signOut === undefined ? '' : leave(signOut)}
  </header>
  <main id="main" tabindex="-1">
${content}
  </main>
</body>
</html>`;
