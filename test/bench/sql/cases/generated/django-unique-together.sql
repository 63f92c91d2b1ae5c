-- schema: saas
-- statement
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_token_uniq" UNIQUE ("user_id", "token");
