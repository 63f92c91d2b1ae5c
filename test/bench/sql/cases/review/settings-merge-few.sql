-- schema: saas
-- statement
UPDATE tenants SET settings = '{"theme": "light"}' WHERE slug IN ('tenant-1', 'tenant-2');
DELETE FROM sessions WHERE token = 'c4ca4238a0b923820dcc509a6f75849b';
