with added as (insert into coupons (code) values ('spring') returning code)
select code from added where code <> upper(code);
