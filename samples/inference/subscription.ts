import { dayAfter, money, padded, pick } from '../making.ts';
import { iban, makeFiles, type SourceSet } from './source-set.ts';

const DAYS = ['2026-02-01', '2026-02-08', '2026-02-15'] as const;
const USERS = 400;
const PLANS = [
  ['BASIC', 'Basic plan', 'entry', 900],
  ['BASIC_Y', 'Basic plan, yearly', 'entry', 9000],
  ['TEAM', 'Team plan', 'growth', 4900],
  ['TEAM_Y', 'Team plan, yearly', 'growth', 49_000],
  ['CORP', 'Corporate plan', 'enterprise', 99_000],
  ['CORP_Y', 'Corporate plan, yearly', 'enterprise', 990_000],
] as const;
const subscriptionId = (index: number): string => `SUB${padded(index * 7 + 100, 6)}`;
const accountRef = (index: number): string => `ACC-${padded(index * 11 + 5000, 6)}`;
const hex = (value: number, length: number): string => (Math.imul(value + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0').slice(0, length);
const uuid = (value: number): string =>
  `${hex(value, 8)}-${hex(value * 3, 4)}-4${hex(value * 5, 3)}-8${hex(value * 7, 3)}-${hex(value * 11, 8)}${hex(value * 13, 4)}`;

/**
 * A software service with an app, a billing system and a ledger. Traps: user numbers are whole numbers from 1 on, which
 * seats, units and days lie within; the ledger calls an account a debtor; the app's events call a subscription `sub_ref`;
 * a user may have been referred by another.
 */
export function subscription(): SourceSet {
  const files = makeFiles(2, DAYS, ({ random, put }) => {
    let [invoices, events] = [0, 0];
    DAYS.forEach((day, delivery) => {
      const known = USERS - 40 + 20 * delivery;
      const users = Array.from({ length: known }, (_, index) => index);
      put(
        'app_users',
        delivery,
        'id,email,full_name,signed_up_at,referrer_id,last_login_ip,locale',
        users.map((index) => [
          index + 1,
          `user.${index + 1}@mail.example`,
          `${pick(['Ana', 'Ben', 'Cem', 'Dora', 'Emil', 'Fay'], index)} ${pick(['Young', 'Zhang', 'Olsen', 'Novak', 'Moreau'], index * 2)}`,
          `${dayAfter('2023-01-01', index)} 0${index % 10}:15:00`,
          index > 30 && index % 4 === 0 ? 1 + ((index * 3) % 30) : '',
          `10.${index % 250}.${(index * 3 + delivery * (index % 2)) % 250}.${(index * 7) % 250}`,
          pick(['de-DE', 'en-GB', 'fr-FR'], index),
        ]),
      );
      const accounts = users.filter((index) => index % 2 === 0);
      put(
        'billing_accounts',
        delivery,
        'account_ref,user_id,status,iban,balance',
        accounts.map((index) => [
          accountRef(index),
          index + 1,
          pick(['open', 'dunning', 'closed'], index / 2 + (index % 6 === 0 ? delivery : 0)),
          iban(index + 31),
          money(random.below(90_000) - 20_000),
        ]),
      );
      put(
        'ledger_debtors',
        delivery,
        'debtor,credit_limit,risk_class',
        accounts
          .filter((index) => index % 4 === 0)
          .map((index) => [accountRef(index), money(100_000 + (index % 7) * 50_000), pick(['A', 'B', 'C'], index / 4)]),
      );
      put(
        'app_plans',
        delivery,
        'plan_code,plan_name,tier,monthly_price',
        PLANS.map(([code, name, tier, price]) => [code, name, tier, money(price)]),
      );
      put(
        'app_subscriptions',
        delivery,
        'subscription_id,user_id,plan_code,started_on,cancelled_on,seats',
        users.map((index) => [
          subscriptionId(index),
          1 + ((index * 5) % known),
          pick(PLANS, index * 5 + (index % 8 === 0 ? delivery : 0))[0],
          dayAfter('2024-01-01', index),
          index % 9 === 0 && index / 9 <= 20 + delivery * 20 ? dayAfter('2026-01-01', index % 30) : '',
          1 + ((index * 3) % 25),
        ]),
      );
      put(
        'billing_invoices',
        delivery,
        'invoice_no,account_ref,subscription_id,issued_on,due_on,amount,currency',
        Array.from({ length: 300 }, () => {
          invoices += 1;
          const account = pick(accounts, random.below(accounts.length));
          const on = dayAfter(day, -1 - random.below(6));
          return [
            `INV2026-${padded(invoices, 6)}`,
            accountRef(account),
            subscriptionId(random.below(known)),
            on,
            dayAfter(on, 14),
            money(900 + random.below(90_000)),
            pick(['EUR', 'GBP', 'USD'], random.below(3)),
          ];
        }),
      );
      put(
        'app_usage_events',
        delivery,
        'event_id,sub_ref,feature,occurred_at,units',
        Array.from({ length: 500 }, () => {
          events += 1;
          return [
            uuid(events),
            subscriptionId(random.below(known)),
            pick(['export', 'search', 'upload', 'share'], random.below(4)),
            `${dayAfter(day, -1 - random.below(6))} ${padded(random.below(24), 2)}:${padded(random.below(60), 2)}:${padded(random.below(60), 2)}`,
            1 + random.below(40),
          ];
        }),
      );
    });
  });
  return {
    name: 'subscription',
    files,
    truth: {
      keys: {
        app_users: ['id'],
        billing_accounts: ['account_ref'],
        ledger_debtors: ['debtor'],
        app_plans: ['plan_code'],
        app_subscriptions: ['subscription_id'],
        billing_invoices: ['invoice_no'],
        app_usage_events: ['event_id'],
      },
      references: [
        'app_subscriptions.plan_code > app_plans.plan_code',
        'app_subscriptions.user_id > app_users.id',
        'app_usage_events.sub_ref > app_subscriptions.subscription_id',
        'app_users.referrer_id > app_users.id',
        'billing_accounts.user_id > app_users.id',
        'billing_invoices.account_ref > billing_accounts.account_ref',
        'billing_invoices.subscription_id > app_subscriptions.subscription_id',
      ],
      same: ['billing_accounts.account_ref = ledger_debtors.debtor'],
      types: {},
      sensitive: {
        'app_users.email': 'e-mail',
        'app_users.full_name': 'person name',
        'app_users.last_login_ip': 'IP address',
        'billing_accounts.iban': 'IBAN',
      },
      hierarchies: [],
      deliveries: {
        app_users: 'full',
        billing_accounts: 'full',
        ledger_debtors: 'full',
        app_plans: 'full',
        app_subscriptions: 'full',
        billing_invoices: 'delta',
        app_usage_events: 'delta',
      },
      vault: [
        'hub user',
        'hub account',
        'hub plan',
        'hub subscription',
        'hub invoice',
        'link user + referrer user hierarchical',
        'link account + user',
        'link subscription + user + plan',
        'link invoice + account + subscription',
        'hub usage_event',
        'link usage_event + subscription',
        'satellite usage_event @ app_usage_events',
        'satellite user @ app_users',
        'satellite user @ app_users private',
        'satellite account @ billing_accounts',
        'satellite account @ billing_accounts private',
        'satellite account @ ledger_debtors',
        'satellite plan @ app_plans',
        'satellite subscription @ app_subscriptions',
        'satellite invoice @ billing_invoices',
      ],
      star: [
        'join billing_accounts + ledger_debtors',
        'join billing_invoices + app_subscriptions + billing_accounts',
        'join app_usage_events + app_subscriptions',
        'dimension user',
        'dimension account',
        'dimension plan',
        'dimension subscription',
        'hierarchy user by referrer_id',
        'date',
        'transaction billing_invoices by account, subscription, plan, user as account, user as subscription, date as issued, date as due',
        'transaction app_usage_events by subscription, user, plan, date as occurred',
      ],
    },
  };
}
