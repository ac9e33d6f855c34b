import { expect, test } from './studio.ts';

const SCRIPT = `create table crm.customers (
  customer_id number(10,0) not null primary key,
  name varchar(80) comment 'as on the invoice',
  vip boolean default false
);
create table crm.orders (order_id number not null, customer_id number, placed_at timestamp_ntz, amount number(12,2), primary key (order_id),
  foreign key (customer_id) references crm.customers (customer_id));
create table crm.broken (id number, );;
grant select on crm.orders to role analyst;
`;
const NEXT = `create table crm.customers (
  customer_id number(10,0) not null primary key,
  full_name varchar(80) comment 'as on the invoice',
  vip boolean default false,
  country varchar(2)
);
`;

test('a script is shown before it is imported, comes in as one step, and merges when it comes again', async ({ studio }) => {
  await studio.openEmpty('Imported');
  await studio.drop([{ name: 'crm.sql', text: SCRIPT }]);
  const dialog = studio.page.getByRole('dialog', { name: 'Import from crm.sql' });
  const changes = dialog.getByRole('tree', { name: 'Changes' });
  await expect(changes.getByRole('treeitem')).toHaveCount(3);
  // Everything of a table is told before it is there.
  await changes.getByText('customers', { exact: true }).click();
  const details = dialog.getByRole('region', { name: 'Details' });
  await expect(details).toContainText('number(10,0)');
  await expect(details).toContainText('decimal(10,0)');
  await dialog.getByRole('tab', { name: /Passed over/ }).click();
  await expect(dialog).toContainText(/grant/i);
  await dialog.getByRole('tab', { name: /Changes/ }).click();
  // One is left, by keys.
  await changes.focus();
  await studio.page.keyboard.press('End');
  const last = changes.getByRole('treeitem').last();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await studio.page.keyboard.press(' ');
  await expect(last).toHaveAttribute('aria-checked', 'false');
  await dialog.getByRole('button', { name: 'Import 2 tables' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(studio.navigator.getByRole('treeitem', { name: /customers|orders/ })).toHaveCount(2);
  await studio.make('customers', 'Staging');
  await expect(studio.line('stg_customers')).toBeVisible();

  // The next version of it: what has another name is told, and what reads it follows.
  await studio.drop([{ name: 'crm.sql', text: NEXT }]);
  await expect(changes).toContainText('name is called full_name now');
  await expect(changes).toContainText('new column country');
  await dialog.getByRole('button', { name: /^Import \d changes$/ }).click();
  await expect(dialog).toHaveCount(0);
  await studio.line('customers').click();
  await expect(studio.inspector.getByRole('textbox', { name: /^Name of column/ }).nth(1)).toHaveValue('full_name');
  await studio.tab('Problems').click();
  await expect(studio.page.locator('.or-panel')).not.toContainText('which is gone');
  await studio.page.getByRole('button', { name: /^Undo/ }).click();
  await expect(studio.inspector.getByRole('textbox', { name: /^Name of column/ }).nth(1)).toHaveValue('name');
  expect(studio.watched.errors).toEqual([]);
});

test('definitions are pasted onto the diagram, and a file without any says so', async ({ studio }) => {
  await studio.openEmpty('Pasted');
  await studio.page.locator('.or-canvas').focus();
  await studio.page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Table users {\n  id integer [pk]\n  email varchar [not null]\n}');
    document.querySelector('.or-canvas')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  const dialog = studio.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Import 1 table' }).click();
  await expect(studio.line('users')).toHaveAttribute('aria-selected', 'true');
  await studio.drop([{ name: 'notes.sql', text: 'insert into users values (1);' }]);
  await expect(dialog).toContainText('No table was found');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await studio.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});
