-- schema: shop
-- statement
alter table "orders" add column "channel" text check ("channel" in ('web', 'app', 'phone')) default 'web';
