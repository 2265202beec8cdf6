// Starts the real program on a fresh demonstration and gives pages of a real browser that fail on any
// breach of the content security policy, any error on the console, and any page that scrolls sideways.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const kAxeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const kDemoIsReadyWithin = 600_000;   // a sanitized binary on a busy machine

export const kSizes = { office: { width: 1366, height: 768 }, phone: { width: 390, height: 844 }, zoomed: { width: 320, height: 640 } };

export class Lintel {
  static async start() {
    const lintel = new Lintel();
    lintel.folder = mkdtempSync(join(tmpdir(), 'lintel-browser-'));
    lintel.program = spawn(process.env.LINTEL_BINARY,
      ['demo', '--homes', '300', '--on', '2026-11-23', '--port', '0', '--database', `sqlite:${join(lintel.folder, 'demo.db')}`],
      { cwd: process.env.LINTEL_ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    lintel.said = '';
    lintel.program.stderr.on('data', bytes => { lintel.said += bytes; });
    const told = await new Promise((resolve, reject) => {
      const lines = createInterface({ input: lintel.program.stdout });
      const late = setTimeout(() => reject(new Error(`the demonstration did not start:\n${lintel.said}`)), kDemoIsReadyWithin);
      lines.on('line', line => { if (line.startsWith('{"address"')) { clearTimeout(late); resolve(JSON.parse(line)); } });
      lintel.program.on('exit', code => { clearTimeout(late); reject(new Error(`lintel demo ended with ${code}:\n${lintel.said}`)); });
    });
    lintel.address = told.address.replace(/\/$/, '');
    lintel.people = told.sign_ins;
    lintel.browser = await chromium.launch({
      executablePath: process.env.LINTEL_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    });
    return lintel;
  }

  async stop() {
    await this.browser?.close();
    if (this.program.exitCode === null) {
      const ended = new Promise(resolve => this.program.on('exit', resolve));
      this.program.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /// The people with this role, in order.
  with(role) {
    return this.people.filter(person => person.roles.includes(role));
  }

  /// A page of a browser of its own, signed in when a person is given.
  async visit(person, options = {}) {
    const context = await this.browser.newContext({ baseURL: this.address, viewport: kSizes.office, locale: 'en-GB', ...options });
    const page = await context.newPage();
    page.faults = [];
    page.expected = [];   // codes of answers that the journey means to get
    page.on('console', message => {
      const text = message.text();
      if (message.type() !== 'error' || page.expected.some(code => text.includes(`status of ${code}`))) return;
      page.faults.push(text);
    });
    page.on('pageerror', error => page.faults.push(error.message));
    if (options.javaScriptEnabled !== false) {
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', breach => console.error(`CSP: ${breach.violatedDirective} ${breach.blockedURI}`));
      });
    }
    if (person) await this.signIn(page, person);
    return page;
  }

  async signIn(page, person) {
    await page.goto('/sign-in');
    await page.getByLabel('Name you sign in with').fill(person.username);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(url => url.pathname !== '/sign-in');
  }
}

/// Ends a visit: nothing may have gone wrong behind the page.
export async function leave(page) {
  assert.deepEqual(page.faults, [], `on ${page.url()}`);
  await page.context().close();
}

/// Faults of accessibility, and whether the page scrolls sideways: sentences, none for a sound page.
export async function faultsOf(page, where) {
  const found = await new AxeBuilder({ page }).withTags(kAxeTags).analyze();
  const faults = found.violations.map(rule => `${where}: ${rule.id}: ${rule.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')}`);
  const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (wide > shown) faults.push(`${where} scrolls sideways: ${wide} in ${shown}`);
  return faults;
}

export async function assertSound(page, where) {
  assert.deepEqual(await faultsOf(page, where), []);
}

/// Posts a form as a program would, with the session and the token of the page that is open.
export async function postDirectly(page, path, fields) {
  return page.evaluate(async ([to, values]) => {
    const body = new URLSearchParams({ _csrf: document.querySelector('input[name=_csrf]').value, ...values });
    const answer = await fetch(to, { method: 'POST', body, redirect: 'manual' });
    return { code: answer.status, type: answer.type, text: answer.type === 'opaqueredirect' ? '' : await answer.text() };
  }, [path, fields]);
}
