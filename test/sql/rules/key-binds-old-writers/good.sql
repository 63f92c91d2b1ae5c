create index concurrently coupons_code_idx on coupons (code);
