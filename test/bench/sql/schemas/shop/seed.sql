insert into customers (email, full_name, phone, country, loyalty_points, marketing_opt_in, last_login_at, last_login_from)
select 'customer' || i || '@example.com', 'Customer ' || i, '+49 30 ' || i, 'DE', i % 900, i % 2 = 0,
  timestamp '2025-01-01' + i * interval '1 second', '10.0.0.0/8'
from generate_series(1, 1000000) i;

insert into products (id, sku, title, price, stock, attributes)
select i, 'SKU-' || i, 'Product number ' || i, (i % 500) + 0.99, i % 100, '{"colour": "red"}'
from generate_series(1, 1000000) i;

insert into orders (customer_id, status, total, reference, shipping_address, note)
select (i::bigint * 7919) % 1000000 + 1, 'paid', (i % 900) + 1, 'R-' || i, i || ' Long Street, Berlin', 'leave at the door'
from generate_series(1, 1000000) i;

insert into order_items (order_id, line, product_id, quantity, unit_price)
select i, 1, (i::bigint * 31) % 1000000 + 1, i % 5 + 1, 9.99
from generate_series(1, 1000000) i;

insert into coupons values ('WELCOME', 10), ('SPRING', 15);
