/** "Check me" in the real app: hidden values, mistakes that are recognised, an exercise that a file carries. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, ROOT, test } from './app';

const FILE = join(ROOT, 'resources/examples/two-routes.gradpath');

test('an answer is judged, a mistake is named, and the values stay hidden until it is right', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  await win.clickEdge('w11');
  await expect(win.gradient).toBeVisible();
  await expect(win.node('n1')).toContainText('−0.03839');
  await page.getByRole('button', { name: 'the gradient' }).click();
  const quiz = page.getByTestId('quiz');
  await expect(quiz).toBeVisible();
  await expect(win.gradient).toHaveCount(0);
  await expect(win.node('n1')).not.toContainText('−0.03839');
  await expect(win.node('n1')).toContainText('0.6225');

  const answer = page.getByTestId('quiz-answer');
  const verdict = page.getByTestId('verdict');
  await answer.fill('0.0768');
  await answer.press('Enter');
  await expect(verdict).toHaveAttribute('data-kind', 'wrongSign');
  await answer.fill('-0.0403');
  await answer.press('Enter');
  await expect(verdict).toHaveAttribute('data-kind', 'forgottenPath');
  await expect(verdict).toContainText('n3');
  await expect(win.gradient).toHaveCount(0);
  await answer.fill('-0.0768');
  await answer.press('Enter');
  await expect(verdict).toHaveAttribute('data-kind', 'right');
  await expect(win.gradient).toBeVisible();
  await expect(win.node('n1')).toContainText('−0.03839');
});

test('a question about something that is deleted says so; undone, it is there again', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  await win.clickEdge('w21');
  await page.getByRole('button', { name: 'the gradient' }).click();
  const quiz = page.getByTestId('quiz');
  await expect(page.getByTestId('quiz-answer')).toBeVisible();
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await page.keyboard.press('Delete');
  await expect(quiz).toContainText('w21[0,0] is no longer in the network');
  await expect(quiz.getByRole('button')).toHaveCount(1);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByTestId('quiz-answer')).toBeVisible();
  await page.keyboard.press('Delete');
  await quiz.getByRole('button', { name: 'Close the question' }).click();
  await expect(quiz).toHaveCount(0);
});

test('an exercise in a file asks whoever opens it; one that cannot be read says why', async ({ launch }) => {
  const folder = mkdtempSync(join(tmpdir(), 'gradpath-exercise-'));
  const network = JSON.parse(readFileSync(FILE, 'utf8'));
  const ask = { kind: 'unit', at: 'n2[0]', quantity: 'dLdz' };
  const path = join(folder, 'exercise.gradpath');
  writeFileSync(
    path,
    JSON.stringify({
      ...network,
      exercise: { question: 'How large is $\\delta$ at the first output?', ask, hide: true },
    }),
  );
  const { page, win } = await launch({ args: [path] });
  await expect(page.getByTestId('quiz')).toContainText('at the first output?');
  await expect(page.getByTestId('loss-value')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await expect(page.getByTestId('quiz-truth')).toContainText('It is');
  await expect(page.getByTestId('node-inspector')).toBeVisible();
  await expect(win.node('n2')).toBeVisible();
  // The question goes on about what it is about, under whatever name.
  const answer = await page.getByTestId('quiz-truth').textContent();
  await page.getByTestId('id-field').fill('upper');
  await page.getByTestId('id-field').press('Enter');
  await expect(win.node('upper')).toBeVisible();
  await expect(page.getByTestId('quiz-truth')).toHaveText(answer ?? '');
  await expect(page.getByTestId('quiz-answer')).toHaveAccessibleName(/upper/);

  const broken = join(folder, 'broken.gradpath');
  writeFileSync(
    broken,
    JSON.stringify({ ...network, exercise: { question: 'x', ask: { kind: 'gradient', at: '?' } } }),
  );
  const second = await launch({ args: [broken] });
  await expect(second.win.notice).toContainText('exercise.ask.at');
  await expect(second.win.node('n1')).toBeVisible();
});
