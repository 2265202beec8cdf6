import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { Lintel, assertSound, faultsOf, kSizes, leave, postDirectly } from './lintel.mjs';

let lintel;
let officer;        // of the patch in which the journeys play
let manager;
let stranger;       // an officer of another patch

before(async () => {
  lintel = await Lintel.start();
  officer = lintel.with('income_officer')[0];
  stranger = lintel.with('income_officer').find(person => !person.patches.some(patch => officer.patches.includes(patch)));
  manager = lintel.with('team_manager').find(person => person.patches.length === 0 || officer.patches.every(patch => person.patches.includes(patch)));
});
after(() => lintel?.stop());

const reference = page => new URL(page.url()).pathname.split('/')[2];

async function openFirst(page, address) {
  await page.goto(address);
  await page.locator('.cw-list tbody th a').first().click();
  await page.waitForURL('**/cases/**');
  return reference(page);
}

describe('an officer', () => {
  test('signs in, sees the ranked day and opens the first case', async () => {
    const page = await lintel.visit(officer);
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText().then(text => text.split('\n')[0].trim().slice(0, 6)), 'My day');
    assert.match(await page.locator('.cw-clock').innerText(), /clock is set to Monday 23 November 2026/);
    const due = await page.locator('.cw-list tbody .c-due').allInnerTexts();
    assert.ok(due.length > 0, 'there is work to do');
    const firstNotLate = due.findIndex(text => !text.startsWith('Overdue'));
    assert.ok(firstNotLate === -1 || due.slice(firstNotLate).every(text => !text.startsWith('Overdue')), 'overdue stands first');
    await page.locator('.cw-list tbody th a').first().click();
    await page.waitForURL('**/cases/**');
    await page.getByText('Balance and what we did').waitFor();
    assert.equal(await page.locator('svg.cw-chart--c1').count(), 1);
    await leave(page);
  });

  test('sees where a case has been and is, what stops it, and what would come if nothing is paid', async () => {
    const page = await lintel.visit(officer);
    const ref = await openFirst(page, '/cases?view=all');
    await page.getByRole('link', { name: 'Path', exact: true }).click();
    await page.waitForURL(`**/cases/${ref}/path`);
    const drawing = page.locator('svg.wd');
    assert.equal(await drawing.count(), 1);
    assert.equal(await drawing.locator('.wd-tag-word').allInnerTexts().then(texts => texts.length), 1, 'one state is now');
    assert.match(await drawing.locator('> desc').textContent(), /It is now in /);
    await page.getByText('The same as a table').click();
    assert.equal(await page.locator('.wd-standing', { hasText: /^Now$/ }).count(), 1);
    await assertSound(page, 'the path of a case');
    await page.getByRole('link', { name: 'What if', exact: true }).click();
    await page.waitForURL(`**/cases/${ref}/what-if`);
    await page.getByLabel('Something is done').selectOption('moratorium_notified');
    await page.getByLabel('Look ahead').first().selectOption('26');
    await page.getByRole('button', { name: 'Look ahead' }).click();
    await page.waitForURL('**event=moratorium_notified**');
    assert.match(await page.locator('.wd-ahead').innerText(), /Breathing space begun/);
    await assertSound(page, 'what if');
    await page.setViewportSize(kSizes.phone);
    await assertSound(page, 'what if on a phone');
    await page.goto(`/cases/${ref}`);
    assert.doesNotMatch(await page.locator('#record').innerText(), /Breathing space begun/, 'nothing was written');
    await leave(page);
  });

  test('is told nothing about which half of a wrong sign-in was wrong', async () => {
    const page = await lintel.visit(null);
    page.expected = [400, 401, 403];
    const said = [];
    for (const name of [officer.username, 'nobody.at.all']) {
      await page.goto('/sign-in');
      await page.getByLabel('Name you sign in with').fill(name);
      await page.getByLabel('Password').fill('not the password at all');
      await page.getByRole('button', { name: 'Sign in' }).click();
      said.push(await page.getByRole('alert').innerText());
    }
    assert.equal(said[0], said[1]);
    await leave(page);
  });

  test('works the list by keyboard alone, and Next case follows the same list', async () => {
    const page = await lintel.visit(officer);
    await page.goto('/cases?view=all');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = page.locator('.cw-list tbody tr').nth(1).locator('th a');
    assert.ok(await second.evaluate(link => link === document.activeElement));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cases/T-*');
    const here = reference(page);
    await page.keyboard.press('n');
    await page.waitForURL(url => !url.pathname.includes(here));
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.waitForURL(url => url.pathname === '/');
    await leave(page);
  });

  test('finds a tenancy by reference, by name and as it is typed', async () => {
    const page = await lintel.visit(officer);
    await page.goto('/cases?view=all');
    const first = page.locator('.cw-list tbody tr').first();
    const ref = await first.locator('.ref').innerText();
    await page.keyboard.press('/');
    await page.keyboard.type(ref);
    await page.locator('#found a').first().waitFor();
    assert.match(await page.locator('#found').innerText(), new RegExp(ref));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?**');
    assert.equal(await page.locator('.cw-list tbody tr').count(), 1);
    await page.goto('/search?q=zzzzqqqq');
    assert.match(await page.locator('main').innerText(), /No match for “zzzzqqqq”/);
    await leave(page);
  });

  test('records a contact, which the timeline then shows', async () => {
    const page = await lintel.visit(officer);
    await openFirst(page, '/cases?view=needs_action');
    await page.getByRole('link', { name: 'Record contact' }).first().click();
    await page.getByRole('radio', { name: 'Telephone' }).check();
    await page.getByRole('radio', { name: 'Yes' }).first().check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL('**/cases/**done=**');
    assert.match(await page.locator('.cw-toast').innerText(), /Saved: .*contact/i);
    assert.match(await page.locator('.cw-tl li').first().innerText(), new RegExp(officer.name));
    await leave(page);
  });

  test('keeps what was typed when a field is missing', async () => {
    const page = await lintel.visit(officer);
    page.expected = [422];
    const ref = await openFirst(page, '/cases?view=needs_action');
    await page.goto(`/cases/${ref}/events/record_contact`);
    await page.locator('#note').fill('Left a card; neighbour says back on Friday');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    assert.match(await page.getByRole('alert').innerText(), /There is a problem/);
    assert.ok(await page.getByRole('alert').evaluate(alert => alert === document.activeElement), 'focus is on the summary');
    assert.equal(await page.locator('#note').inputValue(), 'Left a card; neighbour says back on Friday');
    await leave(page);
  });
});

describe('two people', () => {
  test('the second to save is shown what the first changed, and keeps the text', async () => {
    const mine = await lintel.visit(officer);
    const theirs = await lintel.visit(manager);
    mine.expected = [409];
    const ref = await openFirst(mine, '/cases?view=needs_action');
    await mine.goto(`/cases/${ref}/events/record_contact`);
    await mine.getByRole('radio', { name: 'Visit' }).check();
    await mine.locator('#note').fill('Spoke on the doorstep');

    await theirs.goto(`/cases/${ref}/events/record_contact`);
    await theirs.getByRole('radio', { name: 'Telephone' }).check();
    await theirs.getByRole('button', { name: 'Save' }).click();
    await theirs.waitForURL('**done=**');

    await mine.getByRole('button', { name: 'Save' }).click();
    await mine.getByRole('alert').waitFor();
    assert.match(await mine.getByRole('alert').innerText(), new RegExp(`${manager.name} changed this case`));
    assert.equal(await mine.locator('#note').inputValue(), 'Spoke on the doorstep');
    await mine.getByRole('button', { name: 'Save' }).click();
    await mine.waitForURL('**done=**');
    await leave(mine);
    await leave(theirs);
  });
});

describe('a notice', () => {
  let ref;

  test('is proposed by an officer on an eligible case, who cannot approve it', async () => {
    const page = await lintel.visit(officer);
    page.expected = [403, 409];
    ref = await openFirst(page, '/cases?view=ready_for_notice');
    assert.match(await page.locator('#gate').innerText(), /Yes: /);
    await page.getByRole('link', { name: /Propose/ }).first().click();
    await page.getByRole('button', { name: 'Send to an approver' }).click();
    await page.waitForURL('**done=**');
    await page.getByRole('link', { name: 'See what is waiting' }).click();
    await page.waitForURL('**/approvals/**');
    assert.match(await page.locator('.cw-ask').innerText(), /You cannot decide this one/);
    assert.equal(await page.getByRole('button', { name: 'Decide' }).count(), 0);
    const bound = (await page.locator('.cw-hash .mono').innerText()).replace('sha256', '').trim();
    const answer = await postDirectly(page, new URL(page.url()).pathname, { decision: 'approve', reason: '', bound_to: bound, _key: 'form-direct-own' });
    assert.ok([403, 409].includes(answer.code), `own approval by direct POST: ${answer.code}`);
    await leave(page);
  });

  test('is read and approved by the manager, and not before it is read', async () => {
    const page = await lintel.visit(manager);
    page.expected = [409];
    await page.goto(`/cases/${ref}`);
    await page.getByRole('link', { name: 'See what is waiting' }).click();
    await page.waitForURL('**/approvals/**');
    const address = page.url();
    assert.match(await page.locator('.cw-ev').innerText(), /Not opened/);
    await page.getByLabel('Approve', { exact: true }).check();
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByRole('alert').waitFor();

    const files = await page.locator('.cw-ev tbody a').evaluateAll(links => links.map(link => link.getAttribute('href')));
    assert.ok(files.length > 0, 'the notice is there to be read');
    for (const file of files) {
      const answer = await page.request.get(file);
      assert.equal(answer.status(), 200);
      assert.equal(answer.headers()['content-type'], 'application/pdf');
      assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
    }
    await page.goto(address);
    assert.doesNotMatch(await page.locator('.cw-ev').innerText(), /Not opened/);
    await assertSound(page, 'an approval');
    await page.getByLabel('Approve', { exact: true }).check();
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.waitForURL('**/approvals?done=approved');
    await leave(page);
  });

  test('is served by hand, and the case shows the deemed date and the earliest court date with why', async () => {
    const page = await lintel.visit(officer);
    await page.goto(`/cases/${ref}`);
    await page.getByRole('link', { name: /serv/i }).first().click();
    await page.waitForURL('**/events/serve_notice');
    for (const tenant of await page.locator('fieldset.cw-serve').all()) {
      await tenant.getByRole('radio').first().check();
      await tenant.getByLabel('Time').fill('10:20');
    }
    await page.getByRole('button', { name: 'Record service' }).click();
    await page.waitForURL('**done=**');
    const notice = await page.locator('#notice').innerText();
    assert.match(notice, /23 Nov[\s\S]*Deemed served/);
    assert.match(notice, /Earliest day to start a claim at court/);
    assert.match(notice, /Why these dates/);
    assert.ok((await page.locator('.cw-count-steps li').count()) > 0, 'the count is shown step by step');
    assert.match(notice, /Law used: /);
    await assertSound(page, 'a case with a served notice');
    await leave(page);
  });
});

describe('breathing space', () => {
  test('refuses a notice on the page and by direct POST, with law and fix', async () => {
    const page = await lintel.visit(officer);
    page.expected = [409];
    const ref = await openFirst(page, '/cases?view=ready_for_notice');
    await page.goto(`/cases/${ref}/events/moratorium_notified`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL('**done=**');
    const banner = await page.locator('.cw-hold').innerText();
    assert.match(banner, /Breathing space until/);
    assert.match(banner, /Day 1 of 60/);
    assert.match(banner, /SI 2020\/1311/);
    assert.match(await page.locator('#gate').innerText(), /No: /);
    assert.equal(await page.locator('.cw-next a.govuk-button', { hasText: 'Propose' }).count(), 0, 'no button stands where none may be pressed');
    for (const tab of ['account', 'documents', 'holds', 'people', 'actions']) {
      await page.goto(`/cases/${ref}/${tab}`);
      assert.equal(await page.locator('.cw-hold').count(), 1, `the banner is on ${tab}`);
    }
    await page.goto(`/cases/${ref}/events/propose_notice`);
    const refusal = await page.locator('main').innerText();
    assert.match(refusal, /not possible now/);
    assert.match(refusal, /SI 2020\/1311/);
    assert.match(refusal, /To fix/);
    assert.equal(await page.getByRole('button', { name: 'Send to an approver' }).count(), 0);
    await assertSound(page, 'a refusal');

    const answer = await postDirectly(page, `/cases/${ref}/events/propose_notice`, { _key: 'form-direct-breathing' });
    assert.equal(answer.code, 409);
    assert.match(answer.text, /SI 2020\/1311/);
    assert.match(answer.text, /To fix/);
    await page.goto(`/cases/${ref}`);
    assert.match(await page.locator('#gate').innerText(), /No: /);
    await leave(page);
  });
});

describe('roles and patches', () => {
  test('another patch’s case is refused by name of the patch, with nothing of the case', async () => {
    const mine = await lintel.visit(officer);
    const ref = await openFirst(mine, '/cases?view=all');
    const name = (await mine.locator('h1').innerText()).split(' and ')[0].trim();
    await leave(mine);

    const page = await lintel.visit(stranger);
    page.expected = [403];
    for (const path of ['', '/account', '/documents', '/holds', '/people', '/events/record_contact']) {
      const answer = await page.goto(`/cases/${ref}${path}`);
      assert.equal(answer.status(), 403, path);
      const text = await page.locator('body').innerText();
      assert.ok(officer.patches.some(patch => text.includes(patch)), 'names the patch');
      assert.ok(!text.includes(name) && !text.includes(ref), 'says nothing of the case');
    }
    const answer = await postDirectly(page, `/cases/${ref}/events/record_contact`, { _key: 'form-stranger', method: 'visit' });
    assert.equal(answer.code, 403);
    await assertSound(page, 'a refusal by patch');
    await leave(page);
  });

  test('an auditor reads and can change nothing', async () => {
    const page = await lintel.visit(lintel.with('auditor')[0]);
    page.expected = [403];
    const ref = await openFirst(page, '/cases?view=all');
    assert.equal(await page.locator('.cw-next a.govuk-button').count(), 0);
    const answer = await postDirectly(page, `/cases/${ref}/events/record_contact`, { _key: 'form-auditor', method: 'visit' });
    assert.equal(answer.code, 403);
    assert.equal((await postDirectly(page, '/runs', {})).code, 403);
    await leave(page);
  });

  test('an administrator sees no case', async () => {
    const page = await lintel.visit(lintel.with('administrator')[0]);
    page.expected = [403];
    assert.equal(new URL(page.url()).pathname, '/imports');
    assert.equal((await page.goto('/cases')).status(), 403);
    await leave(page);
  });

  test('a form without its token is refused', async () => {
    const page = await lintel.visit(officer);
    page.expected = [403];
    const code = await page.evaluate(() => fetch('/sign-out', { method: 'POST', body: new URLSearchParams() }).then(answer => answer.status));
    assert.equal(code, 403);
    await page.goto('/');
    assert.equal(new URL(page.url()).pathname, '/');
    await leave(page);
  });
});

describe('the run ledger', () => {
  test('ties to the file and says why for every account', async () => {
    const page = await lintel.visit(manager);
    await page.goto('/runs');
    await page.locator('.cw-runs tbody th a').first().click();
    await page.waitForURL('**/runs/**');
    assert.match(await page.locator('.cw-three').innerText(), /To the penny/);
    const difference = await page.locator('.cw-tie .t-d td').allInnerTexts();
    assert.ok(difference.length === 4 && difference.every(cell => /^(Accounts: )?£?0(\.00)?$|0/.test(cell.trim())), difference.join());
    const because = await page.locator('.cw-led .c-rule').allInnerTexts();
    assert.equal(because.length, 50);
    assert.ok(because.every(text => text.trim().length > 5), 'every account has its because');
    await assertSound(page, 'a run');
    await page.locator('[data-next-page]').click();
    await page.waitForURL('**after=**');
    const first = await page.locator('.cw-led tbody .ref').first().innerText();
    assert.match(first, /\S/);
    await page.locator('.cw-bars--why a').first().click();
    await page.waitForURL('**rule=**');
    assert.ok((await page.locator('.cw-led tbody tr').count()) > 0);
    await leave(page);
  });

  test('a second run of the same day changes nothing', async () => {
    const page = await lintel.visit(manager);
    await page.goto('/runs');
    const before = await page.locator('.cw-runs tbody tr').count();
    await page.getByRole('button', { name: /Run for/ }).click();
    await page.waitForURL('**/runs/**');
    await page.locator('.cw-tie .t-d').waitFor({ timeout: 120_000 });
    await page.goto('/runs');
    assert.ok((await page.locator('.cw-runs tbody tr').count()) <= before + 1);
    await leave(page);
  });
});

describe('the law book', () => {
  test('is found by words, opened by keyboard, and says where a rule is used', async () => {
    const page = await lintel.visit(officer);
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL('**/law');
    assert.match(await page.locator('.cw-nav [aria-current=page]').innerText(), /Law book/);
    await page.getByLabel('Find a rule').fill('S8-01');
    await page.keyboard.press('Enter');
    await page.waitForURL('**text=S8-01**');
    assert.equal(await page.locator('.cw-law tbody .l-id a').count(), 1);
    assert.match(await page.locator('.cw-law').innerText(), /2 weeks/);
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/law/S8-01');
    assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /S8-01/);
    assert.match(await page.locator('main').innerText(), /Housing Act 1988 s\.8\(4B\)/);
    assert.match(await page.locator('main').innerText(), /Questions of law that lean on it[\s\S]*Notice dates/);
    await leave(page);
  });

  test('narrows by subject, tenancy, status and day, takes a filter off again, and has a second page', async () => {
    const page = await lintel.visit(officer);
    await page.goto('/law');
    const ids = () => page.locator('.cw-law tbody .l-id a').allInnerTexts();
    assert.equal((await ids()).length, 50);
    const first = (await ids())[0];
    await page.getByRole('link', { name: 'Next 50' }).click();
    await page.waitForURL('**skip=50**');
    assert.ok(!(await ids()).includes(first));

    await page.getByRole('navigation', { name: 'Subjects' }).getByRole('link', { name: /^Notices/ }).click();
    await page.waitForURL('**subject=notices**');
    assert.ok((await ids()).includes('S8-01'));
    await page.getByLabel('Tenancy', { exact: true }).selectOption({ label: 'Secure tenancy' });
    await page.getByLabel('In force on').fill('2026-04-30');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL('**tenancy=secure**');
    const secure = await ids();
    assert.ok(secure.includes('S83-02') && !secure.includes('S8-01'), secure.join());
    assert.match(await page.locator('h1').innerText(), /as on 30 April 2026/);
    await page.getByRole('link', { name: /Remove filter Secure tenancy/ }).click();
    await page.waitForURL(url => !url.search.includes('tenancy'));
    assert.ok((await ids()).includes('S8-01'));

    await page.goto('/law?text=zzzz&subject=notices');
    assert.match(await page.locator('.cw-empty').innerText(), /No rule matches/);
    await leave(page);
  });

  test('a day that is none is said, with focus on the sentence', async () => {
    const page = await lintel.visit(officer);
    page.expected = [422];
    await page.goto('/law?on=31/2/2026');
    assert.match(await page.getByRole('alert').innerText(), /is not a day/);
    assert.ok(await page.getByRole('alert').evaluate(alert => alert === document.activeElement));
    await leave(page);
  });

  test('the calendar says what changes and what nobody has appointed', async () => {
    const page = await lintel.visit(lintel.with('auditor')[0] ?? manager);
    await page.goto('/law');
    await page.getByRole('link', { name: 'The change calendar in words' }).click();
    await page.waitForURL('**/law/changes');
    assert.match(await page.locator('h1').innerText(), /23 Nov 2026 to 23 Nov 2027/);
    assert.match(await page.locator('main').innerText(), /REG-03[\s\S]*When the Renters/);
    assert.equal(await page.locator('svg.cw-cal .now').count(), 1);
    await leave(page);
  });

  test('a citation on the gate of a case leads to its rule', async () => {
    const page = await lintel.visit(officer);
    await openFirst(page, '/cases?stage=notice');
    const links = page.locator('#gate a[href^="/law"]');
    assert.ok(await links.count() > 0, 'the gate cites the law book');
    const href = await links.first().getAttribute('href');
    await links.first().click();
    await page.waitForURL(url => url.pathname + url.search === href);
    assert.ok(await page.locator('.cw-law tbody tr').count() > 0);
    await leave(page);
  });

  test('prints the narrowed book with the landlord, the day and no buttons', async () => {
    const page = await lintel.visit(officer);
    await page.goto('/law?subject=notices');
    await page.getByRole('link', { name: 'Print copy' }).click();
    await page.waitForURL('**whole=yes**');
    assert.ok(await page.getByRole('button', { name: 'Print' }).isVisible());
    await page.emulateMedia({ media: 'print' });
    assert.match(await page.locator('.cw-printed').first().innerText(), /Northmere Homes Limited · law book · printed 23 November 2026/);
    assert.ok(await page.getByText('Narrowed to: Notices').isVisible());
    for (const gone of ['.cw-top', '.cw-tools', '.cw-views', '.cw-foot', '.cw-cal']) {
      assert.ok(!(await page.locator(gone).first().isVisible()), `${gone} is not printed`);
    }
    assert.ok(await page.locator('.cw-law thead').isVisible());
    await leave(page);
  });

  test('reads on a phone and without script', async () => {
    const page = await lintel.visit(officer, { javaScriptEnabled: false, viewport: kSizes.phone });
    await page.goto('/law');
    await page.locator('#text').fill('moratorium');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL('**text=moratorium**');
    assert.ok(await page.locator('.cw-law tbody .l-id a').count() > 0);
    assert.ok(!(await page.locator('svg.cw-cal').isVisible()), 'the line is redrawn as a list');
    assert.ok(await page.locator('.cw-calp').isVisible());
    await leave(page);
  });
});

describe('imports', () => {
  test('show counts and control totals', async () => {
    const page = await lintel.visit(lintel.with('revenues_coordinator')[0]);
    await page.goto('/imports');
    await page.locator('.cw-runs tbody th a').first().click();
    await page.waitForURL('**/imports/**');
    assert.match(await page.locator('.cw-tie').innerText(), /Accounts/);
    await assertSound(page, 'an import');
    await leave(page);
  });

  test('a file of the wrong layout is refused in a sentence with what to do', async () => {
    const page = await lintel.visit(lintel.with('revenues_coordinator')[0]);
    page.expected = [422];
    await page.goto('/imports');
    await page.locator('#files').setInputFiles({ name: 'shopping.csv', mimeType: 'text/csv', buffer: Buffer.from('milk,eggs\n1,2\n') });
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.waitForLoadState();
    assert.match(await page.locator('main').innerText(), /shopping\.csv/);
    await leave(page);
  });
});

describe('every page', () => {
  const looks = [
    ['light', { colorScheme: 'light', viewport: kSizes.office }],
    ['dark', { colorScheme: 'dark', viewport: kSizes.office }],
    ['390 px', { colorScheme: 'light', viewport: kSizes.phone }],
    ['320 px', { colorScheme: 'light', viewport: kSizes.zoomed }],
  ];
  for (const [look, options] of looks) {
    test(`is sound in ${look}`, async () => {
      const page = await lintel.visit(manager, options);
      page.expected = [404, 422];
      const open = async (list, row) => {
        await page.goto(list);
        return page.locator(row).first().getAttribute('href');
      };
      const held = await open('/cases?view=on_hold', '.cw-list tbody th a');
      const plain = await open('/cases?view=needs_action', '.cw-list tbody th a');
      const run = await open('/runs', '.cw-runs tbody th a');
      const file = await open('/imports', '.cw-runs tbody th a');
      const ref = plain.split('?')[0];
      const pages = ['/', '/cases?view=all', '/search?q=a', '/search?q=NM1', held, plain, `${ref}/account`, `${ref}/documents`, `${ref}/holds`,
        `${ref}/people`, `${ref}/actions`, `${ref}/events/record_contact`, `${ref}/events/moratorium_notified`, '/approvals', '/runs', run,
        '/imports', file, '/law', '/law?subject=policy', '/law?text=zzzz', '/law?on=31/2/2026', '/law?whole=yes', '/law/S8-01', '/law/REG-03',
        '/law/policy.notice_weeks', '/law/changes', '/policies', '/policies/arrears_assured/v/2026.1', '/me', '/help/keys', '/no-such-page'];
      const faults = [];
      for (const path of pages) {
        await page.goto(path);
        faults.push(...await faultsOf(page, `${path} in ${look}`));
      }
      assert.deepEqual(faults, []);
      await leave(page);
    });
  }

  test('the sign-in page is sound', async () => {
    const page = await lintel.visit(null, { colorScheme: 'dark' });
    await page.goto('/sign-in');
    await assertSound(page, 'sign in');
    await leave(page);
  });

  test('works with script switched off', async () => {
    const page = await lintel.visit(officer, { javaScriptEnabled: false });
    const ref = await openFirst(page, '/cases?view=all');
    await page.locator('#q').fill(ref);
    await page.locator('#q').press('Enter');
    await page.waitForURL('**/search?**');
    assert.equal(await page.locator('.cw-list tbody tr').count(), 1);
    await page.goto(`/cases/${ref}/events/record_contact`);
    await page.getByRole('radio', { name: 'Telephone' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL('**done=**');
    assert.match(await page.locator('.cw-toast').innerText(), /Saved/);
    await leave(page);
  });

  test('is never kept by the browser, while assets are for ever', async () => {
    const page = await lintel.visit(officer);
    const day = await page.request.get('/');
    assert.equal(day.headers()['cache-control'], 'no-store');
    assert.match(day.headers()['content-security-policy'], /default-src 'none'/);
    const css = (await day.text()).match(/\/assets\/lintel-[0-9a-f]+\.css/)[0];
    assert.match((await page.request.get(css)).headers()['cache-control'], /immutable/);
    await leave(page);
  });
});

describe('a policy', () => {
  const kLive = '/policies/arrears_assured/v/2026.1';
  const kDraft = '/policies/arrears_assured/v/2026.2';

  /// A simulation has a page of its own while it runs.
  async function seesWhatItFound(page) {
    await page.waitForURL('**/simulations/*');
    const found = page.getByRole('link', { name: 'See what it found' });
    await found.or(page.locator('.cw-sim')).first().waitFor();
    if (await found.count()) await found.click();
  }

  test('is drafted with its faults at their lines, simulated and submitted by one person', async () => {
    const page = await lintel.visit(manager);
    await page.goto('/policies');
    await assertSound(page, 'policies');
    await page.getByRole('link', { name: /social assured tenancy/ }).click();
    assert.equal(await page.locator('svg.wd').count(), 1);
    await assertSound(page, 'the live version');
    await page.getByRole('button', { name: /Begin a draft/ }).click();
    await page.waitForURL(`**${kDraft}/edit`);
    const text = await page.locator('#text').inputValue();
    await page.locator('#text').fill(text.replace('weeks_owed >= policy.letter_1_weeks', 'weeks_owd >= policy.letter_1_weeks'));
    await page.locator('#faults', { hasText: 'weeks_owd' }).waitFor();
    const line = text.split('\n').findIndex(each => each.includes('weeks_owed >= policy.letter_1_weeks')) + 1;
    assert.equal(await page.locator('#faults a').first().getAttribute('href'), `#L${line}`);
    assert.match(await page.locator('#faults').innerText(), /weeks_owed/, 'the fix is said');
    await assertSound(page, 'the editor with a fault');
    await page.setViewportSize(kSizes.phone);
    await assertSound(page, 'the editor on a phone');
    await page.setViewportSize(kSizes.office);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(`**${kDraft}/edit`);
    await page.locator('#text').fill(text.replace('label: Letter 1 sent', 'label: First letter sent'));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(`**${kDraft}?done=saved`);
    assert.match(await page.locator('.cw-diff').innerText(), /Letter 1 sent\s+First letter sent/);
    assert.equal(await page.getByRole('button', { name: 'Submit for approval' }).count(), 0, 'it has not been simulated');
    await page.getByRole('link', { name: /Simulate on every/ }).click();
    await page.waitForURL(`**${kDraft}/simulations`);
    await assertSound(page, 'what a simulation is asked');
    page.expected = [422];
    await page.getByLabel('How many weeks ahead').fill('900');
    await page.getByRole('button', { name: 'Simulate' }).click();
    await page.getByRole('alert').waitFor();
    await assertSound(page, 'a simulation that cannot be made');
    await page.getByLabel('How many weeks ahead').fill('13');
    await page.getByRole('button', { name: 'Simulate' }).click();
    await seesWhatItFound(page);
    await page.getByRole('heading', { name: 'Nobody is affected' }).waitFor();
    assert.match(await page.locator('.cw-sim').innerText(), /Blocked by law\s*must be 0: it is/);
    await assertSound(page, 'a simulation that affects nobody');
    await page.goto(kDraft);
    await page.getByLabel('Goes live on').fill('2026-11-23');
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    await page.waitForURL('**done=submitted');
    assert.equal(await page.getByRole('button', { name: 'Decide' }).count(), 0, 'nobody approves their own');
    const bound = (await page.locator('#bound').innerText()).replace('sha256 ', '').trim();
    page.expected = [409];
    const own = await postDirectly(page, `${kDraft}/decision`, { decision: 'approve', bound_to: bound });
    assert.equal(own.code, 409);
    assert.match(own.text, /You submitted it/);
    await assertSound(page, 'a draft that waits');
    await leave(page);
  });

  test('is tried with another setting, and names whom it would affect, when and why', async () => {
    const page = await lintel.visit(manager);
    await page.goto(`${kLive}/simulations`);
    await page.getByLabel(/Settings supposed otherwise/).fill('letter_2_weeks=5');
    await page.getByRole('radio', { name: 'Nothing is paid' }).check();
    await page.getByRole('button', { name: 'Simulate' }).click();
    await seesWhatItFound(page);
    await page.getByRole('heading', { name: 'People affected' }).waitFor();
    const row = page.locator('.cw-sim tbody tr', { hasText: 'You still owe rent' });
    await assertSound(page, 'a simulation');
    await row.getByRole('link').first().click();
    await page.waitForURL('**what=letter_2**');
    const first = await page.locator('.cw-simp tbody tr').first().innerText();
    assert.match(first, /You still owe rent[^]*live \d+ \w+ 20\d\d/);
    const saved = page.waitForEvent('download');
    await page.locator('.cw-head').getByRole('link', { name: 'CSV' }).click();
    assert.match(await readFile(await (await saved).path(), 'utf8'), /^\uFEFFReference,Tenants,Patch,State,Kind,What,/);
    await page.setViewportSize(kSizes.phone);
    await assertSound(page, 'a simulation on a phone');
    await page.setViewportSize(kSizes.office);
    await page.locator('.cw-simp tbody a').first().click();
    await page.waitForURL('**/cases/*');
    await leave(page);
  });

  test('is approved by a second person and is live on its day, for new cases alone', async () => {
    const page = await lintel.visit(lintel.with('administrator')[0]);
    await page.goto(kDraft);
    await page.getByRole('radio', { name: 'Approve' }).check();
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.waitForURL('**done=approved');
    await page.goto('/policies');
    const row = page.locator('tbody tr', { hasText: 'arrears_assured' });
    assert.match(await row.innerText(), /2026\.2\s+since 23 Nov 2026/);
    const cells = await row.locator('td.num').allInnerTexts();
    assert.equal(cells[0], cells[1], 'every running case keeps the earlier version');
    await leave(page);
  });

  test('takes its running cases over when they are moved, and gives one back', async () => {
    const page = await lintel.visit(manager);
    await page.goto(`${kDraft}/migration`);
    assert.match(await page.locator('#mh').innerText(), /Nothing is moved yet/);
    const ref = await page.locator('tbody tr', { hasNotText: 'Stays' }).locator('th a').first().innerText();
    await assertSound(page, 'a migration to be read');
    await page.goto(`/cases/${ref}`);
    assert.match(await page.locator('.cw-kept').innerText(), /2026\.1/);
    await page.goto(`${kDraft}/migration`);
    await page.getByRole('button', { name: /^Move \d/ }).click();
    await page.waitForFunction(() => /moved/.test(document.querySelector('#mh')?.textContent ?? ''));
    await page.goto(`/cases/${ref}`);
    assert.match(await page.locator('.cw-kept').innerText(), /2026\.2/);
    assert.match(await page.locator('#record').innerText(), /Migrated/);
    await page.goto(`${kDraft}/migration`);
    await page.getByRole('textbox', { name: 'Case' }).fill(ref);
    await page.getByRole('button', { name: 'Move it back' }).click();
    await page.waitForURL('**done=back');
    await page.goto(`/cases/${ref}`);
    assert.match(await page.locator('.cw-kept').innerText(), /2026\.1/);
    await leave(page);
  });

  test('is read by an auditor and not by an officer', async () => {
    const page = await lintel.visit(lintel.with('auditor')[0]);
    await page.goto(kLive);
    assert.equal(await page.getByRole('button', { name: /Begin a draft/ }).count(), 0);
    await leave(page);
    const other = await lintel.visit(officer);
    other.expected = [403];
    assert.equal((await other.goto('/policies')).status(), 403);
    await leave(other);
  });
});

describe('a hold on many cases', () => {
  test('is previewed, put on, read in its ledger and lifted by a manager', async () => {
    const page = await lintel.visit(manager);
    await page.goto('/holds');
    await page.getByRole('link', { name: 'Put on a hold' }).click();
    await page.waitForURL('**/holds/new');
    await page.getByLabel('Hold', { exact: true }).selectOption('dispute');
    await page.getByLabel('Patches').fill(officer.patches[0] ?? '');
    await assertSound(page, 'the form of a mass hold');
    page.expected = [422];
    await page.getByRole('button', { name: 'See what it would do' }).click();
    await page.getByText('The reason is missing').waitFor();
    page.expected = [];
    await page.getByLabel('Reason').fill('The charge of October');
    await page.getByRole('button', { name: 'See what it would do' }).click();
    const heading = page.locator('#pv');
    await heading.waitFor();
    const would = (await heading.innerText()).match(/: ([\d,]+) would be held/)[1];
    await assertSound(page, 'the preview of a mass hold');
    await page.getByRole('button', { name: `Put it on ${would}` }).click();
    await page.waitForURL(/\/holds\/[0-9a-z]{26}$/);
    const address = page.url();
    await page.waitForFunction(() => !document.querySelector('#progress[hx-get]'));
    await page.goto(address);
    assert.equal(await page.locator('dl.cw-bars dd').first().innerText(), would);
    const ref = await page.locator('tbody tr', { hasText: 'Held' }).locator('th a').first().innerText();
    await assertSound(page, 'the ledger of a mass hold');
    await page.goto(`/cases/${ref}`);
    await page.getByText('Dispute recorded').first().waitFor();
    await page.goto(address);
    await page.getByLabel('Reason').fill('It was right');
    await page.getByRole('button', { name: 'Lift it' }).click();
    await page.waitForURL(url => url.href !== address);
    await page.waitForFunction(() => !document.querySelector('#progress[hx-get]'));
    await page.goto(page.url());
    assert.equal(await page.locator('dl.cw-bars dd').first().innerText(), would);
    await page.goto(`/cases/${ref}`);
    await page.getByText('Dispute settled').first().waitFor();
    await leave(page);
  });

  test('is read by an auditor and not seen by an officer', async () => {
    const page = await lintel.visit(lintel.with('auditor')[0]);
    await page.goto('/holds');
    assert.equal(await page.locator('tbody tr').count(), 2);
    assert.equal(await page.getByRole('link', { name: 'Put on a hold' }).count(), 0);
    await leave(page);
    const other = await lintel.visit(officer);
    other.expected = [403];
    assert.equal((await other.goto('/holds')).status(), 403);
    await leave(other);
  });
});
