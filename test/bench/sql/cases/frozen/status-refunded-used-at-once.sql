-- schema: shop
-- statement
alter type order_status add value 'refunded';
update orders set status = 'refunded' where note = 'refund';
