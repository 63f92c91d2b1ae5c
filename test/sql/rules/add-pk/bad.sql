-- wavec:contract after=v2.3.0
alter table coupons add constraint coupons_pkey primary key (code);
