create unique index concurrently coupons_code_key on coupons (code);
