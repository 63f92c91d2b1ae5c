-- wavec:contract after=v2.3.0
revoke insert on orders from app;
