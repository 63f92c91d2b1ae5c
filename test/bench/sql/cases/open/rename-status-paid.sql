-- schema: shop
-- statement
alter type order_status rename value 'paid' to 'settled';
