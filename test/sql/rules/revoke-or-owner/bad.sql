revoke insert on orders from app;
