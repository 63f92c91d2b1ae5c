-- What the version that is running while the migration is applied asks for.

-- customer
select id, email, full_name, phone, loyalty_points from customers where id = 4711;
-- customer-login
select id, last_login_at, last_login_from from customers where email = 'customer4711@example.com';
-- sign-up
insert into customers (email, full_name) values ('somebody.new@example.com', 'Somebody New');
-- subscribe
insert into customers (email, full_name, marketing_opt_in) values ('customer1@example.com', 'One', true)
on conflict (email) do update set marketing_opt_in = excluded.marketing_opt_in;
-- log-in
update customers set last_login_at = now(), last_login_from = '192.168.1.0/24' where id = 4711;
-- earn-points
update customers set loyalty_points = loyalty_points + 10 where id = 4711;
-- product
select id, sku, title, price, stock, attributes from products where sku = 'SKU-4711';
-- new-product
insert into products (id, sku, title, price) values (2000000, 'SKU-2000000', 'Hand-made garden bench, oiled oak', 249.00);
-- reserve-stock
update products set stock = stock - 1 where id = 4711;
-- order
select * from orders where id = 4711;
-- orders-of-customer
select id, status, total, reference, carrier_code from orders where customer_id = 4711;
-- place-order
insert into orders (customer_id, total, shipping_address) values (4711, 99.90, '1 Short Street, Hamburg');
-- pay-order
update orders set status = 'paid', reference = 'PAY-0123456789-0123456789-0123456789' where id = 4711;
-- order-lines
select line, product_id, quantity, unit_price from order_items where order_id = 4711;
-- add-line
insert into order_items (order_id, line, product_id, quantity) values (4711, 2, 12, 3);
-- change-line
update order_items set quantity = 2 where order_id = 4711;
-- coupon
select percent from coupons where code = 'WELCOME';
