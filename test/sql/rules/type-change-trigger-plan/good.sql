alter table coupons add constraint coupons_code_length check (length(code) < 100) not valid;
