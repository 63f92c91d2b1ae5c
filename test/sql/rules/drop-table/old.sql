select code from coupons;
