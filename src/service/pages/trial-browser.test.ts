import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ensureBrowser } from '../../../setup/browser.mjs';
import { readConfig } from '../../config.ts';
import { openTrialService, type TrialService } from '../trial/trial-service.ts';
import { openTrialPage, type TrialPage } from './trial-browser.ts';

const test = suite('the docs page in a browser');
let trial: TrialService;
let page: TrialPage;

const browser = await ensureBrowser(readConfig().install);
if (browser === null) {
  test.skip('no browser is made for this machine: the docs page was not looked at', () => {});
} else {
  test.before(async () => {
    trial = await openTrialService();
    page = await openTrialPage(browser);
    await page.open(`${trial.service.url}/docs/`);
  });
  test.after(async () => {
    await page?.close(); // none when before failed
    await trial?.close();
  });

  /** Waits in the page until so many elements are there. */
  const appear = (selector: string, count = 1) =>
    page.evaluate(`new Promise((resolve) => {
      const look = () => {
        const found = document.querySelectorAll(${JSON.stringify(selector)});
        if (found.length >= ${count}) resolve([...found].map((one) => one.textContent));
        else setTimeout(look, 20);
      };
      look();
    })`);
  const click = async (selector: string) => {
    await appear(selector);
    await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  };

  test('shows every operation, and asks no other host', async () => {
    const document = (await (await fetch(`${trial.service.url}/openapi.json`)).json()) as {
      readonly paths: Readonly<Record<string, object>>;
    };
    const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
    const shown = await appear('.opblock', operations.length);
    assert.is((shown as readonly string[]).length, operations.length);
    const { origin } = new URL(trial.service.url);
    const foreign = page.seen.requests.filter((url) => !url.startsWith(`${origin}/`));
    assert.equal(
      foreign.filter((url) => !url.startsWith('data:')),
      [],
    );
    assert.ok(page.seen.requests.length >= 5);
  });

  test('breaks no rule of its policy, and no script of it fails', () => {
    assert.equal(page.seen.complaints, []);
    assert.equal(page.seen.failed, []);
  });

  test('tries an operation out, and shows what the service answers', async () => {
    const hello = '#operations-hello-hello';
    await click(`${hello} .opblock-summary-control`);
    await click(`${hello} .try-out__btn`);
    await click(`${hello} .execute`);
    const [text] = (await appear(`${hello} .live-responses-table tbody`)) as readonly string[];
    assert.match(text ?? '', '200');
    assert.match(text ?? '', 'says anonymous');
    assert.equal(page.seen.complaints, []);
  });

  test('a script that is planted in the page does not run, and is told', async () => {
    await page.evaluate(`document.body.append(
      Object.assign(document.createElement('script'), { textContent: 'globalThis.planted = 1' })
    )`);
    assert.is(await page.evaluate('globalThis.planted'), undefined);
    assert.match(page.seen.complaints.join('\n'), 'Content Security Policy');
  });

  test('a request to another host is refused, and told', async () => {
    const before = page.seen.complaints.length;
    const outcome = await page.evaluate(
      `fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')`,
    );
    assert.is(outcome, 'refused');
    assert.match(page.seen.complaints.slice(before).join('\n'), 'connect-src');
  });
}

test.run();
