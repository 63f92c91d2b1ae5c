alter type order_status rename value 'placed' to 'open';
