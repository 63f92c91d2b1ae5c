alter type order_status add value 'returned';
alter table orders add column last_status order_status default 'returned';
