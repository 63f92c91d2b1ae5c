-- schema: shop
-- note: A copy of the price for each line, in one statement.
-- statement
UPDATE order_items i SET unit_price = p.price FROM products p WHERE p.id = i.product_id AND i.unit_price = 9.99;
