-- wavec:contract after=v2.3.0
drop table coupons;
