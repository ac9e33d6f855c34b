import { expect, test } from './studio.ts';

const TABLE = `create table [dbo].[Invoice] (
  [InvoiceNo] nvarchar(20) not null, -- the customer's own
  [Total] decimal(12, 2) constraint df default ((0)),
  constraint [PK_Invoice] primary key clustered ([InvoiceNo] asc)
) on [primary]
GO`;

test('a pasted CREATE TABLE of another platform becomes typed columns, and one undo takes them away', async ({ studio }) => {
  await studio.open();
  await studio.line('dim_customer').click();
  const names = studio.page.locator('.or-column-list input');
  await expect(names.first()).toBeVisible();
  const before = await names.count();
  await names.first().evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, TABLE);
  const values = () => names.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  await expect.poll(values).toEqual(expect.arrayContaining(['InvoiceNo', 'Total']));
  expect(await values()).not.toContain('PK_Invoice');
  await studio.page.getByRole('button', { name: /^Undo/ }).click();
  await expect(names).toHaveCount(before);
  expect(studio.watched.errors).toEqual([]);
});
