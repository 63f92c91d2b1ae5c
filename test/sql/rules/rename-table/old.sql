insert into coupons (code) values ('x');
