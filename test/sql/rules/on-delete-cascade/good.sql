-- wavec:contract after=v2.3.0
alter table coupons add constraint coupons_user_fk foreign key (user_id) references users (id) not valid;
