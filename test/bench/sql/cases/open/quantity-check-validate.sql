-- schema: shop
-- prelude
alter table order_items add constraint quantity_positive check (quantity > 0) not valid;
-- statement
ALTER TABLE order_items VALIDATE CONSTRAINT quantity_positive;
